package io.tasky.actuate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.util.MimeType;

/** The files of the page, by a list of all there are: no name of a request ever becomes a path. Stateless. */
final class TaskyPage {

    static final Set<String> ASSETS = Set.of(
            "actions.js",
            "api.js",
            "app.js",
            "attention-view.js",
            "attention.js",
            "backlog.js",
            "cards.css",
            "charts.js",
            "details.js",
            "dialogs.css",
            "dialogs.js",
            "dom.js",
            "format.js",
            "forms.js",
            "hash.js",
            "icon.svg",
            "model.js",
            "moments.js",
            "page.css",
            "parts.js",
            "poll.js",
            "pools-view.js",
            "pools.css",
            "queues-view.js",
            "run-details.js",
            "runs-view.js",
            "source.js",
            "sweep.js",
            "task-details.js",
            "tasks-view.js",
            "tasks.css",
            "theme.js",
            "tokens.css",
            "uplot.css",
            "uplot.js",
            "whole.js");

    private static final Map<String, MimeType> TYPES = Map.of(
            "js", new MimeType("text", "javascript", StandardCharsets.UTF_8),
            "css", new MimeType("text", "css", StandardCharsets.UTF_8),
            "svg", new MimeType("image", "svg+xml"));

    private TaskyPage() {}

    /** The page itself, with the addresses that are left open in it. */
    static Resource html(TaskyPageAddresses addresses) {
        try {
            String template = resource("index.html").getContentAsString(StandardCharsets.UTF_8);
            return new ByteArrayResource(addresses.fill(template).getBytes(StandardCharsets.UTF_8));
        } catch (IOException ex) {
            throw new UncheckedIOException(
                    "The page cannot be read: it should be in the jar, beside its endpoint.", ex);
        }
    }

    /** The file of that name, or null if the page has none. */
    static @Nullable Asset asset(String name) {
        MimeType type = ASSETS.contains(name) ? TYPES.get(name.substring(name.lastIndexOf('.') + 1)) : null;
        return type == null ? null : new Asset(resource(name), type);
    }

    private static Resource resource(String name) {
        return new ClassPathResource("page/" + name, TaskyPage.class);
    }

    /**
     * A file of the page. Immutable.
     *
     * @param resource what is in it
     * @param type what it is
     */
    record Asset(Resource resource, MimeType type) {}
}
