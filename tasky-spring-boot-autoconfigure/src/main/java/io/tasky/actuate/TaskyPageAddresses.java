package io.tasky.actuate;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.PathMapper;
import org.springframework.util.PropertyPlaceholderHelper;
import org.springframework.util.StringUtils;

/**
 * Where the page finds its files and its neighbours, relative to itself, whatever paths an application gives to the
 * endpoints. Immutable.
 *
 * @param mappers which paths those are
 */
record TaskyPageAddresses(List<PathMapper> mappers) {

    private static final PropertyPlaceholderHelper PLACES = new PropertyPlaceholderHelper("${", "}");

    /** Puts the addresses of endpoints where their ids are left open, such as {@code ${tasks}}. */
    String fill(String template) {
        return PLACES.replacePlaceholders(template, this::address);
    }

    private String address(String endpoint) {
        // The page may be deeper than at the root of the endpoints.
        return "../".repeat(StringUtils.countOccurrencesOf(path("taskyui"), "/")) + encoded(path(endpoint));
    }

    private String path(String endpoint) {
        return PathMapper.getRootPath(mappers, EndpointId.of(endpoint));
    }

    /** What is left of it means nothing to HTML, nor to whoever reads a relative address. */
    private static String encoded(String path) {
        return Arrays.stream(path.split("/"))
                .map(segment ->
                        URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"))
                .collect(Collectors.joining("/"));
    }
}
