package io.tasky.autoconfigure;

import java.util.Map;
import java.util.function.BiConsumer;

/** What a browser is told with each file of the page: to run and load nothing but these files. Stateless. */
final class PageHeaders {

    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            POLICY,
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            // After an update, no browser mixes files of two versions.
            "Cache-Control",
            "no-cache");

    private PageHeaders() {}

    static void forEach(BiConsumer<String, String> header) {
        HEADERS.forEach(header);
    }
}
