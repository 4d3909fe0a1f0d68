package io.tasky.actuate;

import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Replaces what differs from run to run in an answer of the endpoint, and nothing else. Stateless. */
final class ExampleJson {

    private static final JsonMapper MAPPER = new JsonMapper();

    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");

    private static final String LATER = "2026-03-01T11:00:00Z";

    private static final Map<String, String> SOME_INSTANTS = Map.of(
            "queuedAt", "2026-03-01T10:00:00Z",
            "startedAt", "2026-03-01T10:00:00.250Z",
            "finishedAt", "2026-03-01T10:00:00.375Z");

    private static final Pattern DURATION = Pattern.compile("PT(\\d+(\\.\\d+)?[HMS])+");

    private static final Map<String, String> SOME_DURATIONS = Map.of("uptime", "PT42M7.5S", "duration", "PT0.125S");

    private static final Pattern CLASS_OF_THE_TEST = Pattern.compile("^.*\\$");

    private static final int SOME_NUMBER = 1;

    private ExampleJson() {}

    static String withStableValues(String json) {
        JsonNode root = MAPPER.readTree(json);
        stabilize(root);
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root).replace(System.lineSeparator(), "\n");
    }

    private static void stabilize(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.propertyNames().forEach(name -> stabilize(object, name, object.get(name)));
        }
        node.forEach(ExampleJson::stabilize);
    }

    private static void stabilize(ObjectNode parent, String name, JsonNode value) {
        boolean ofATask = parent.has("kind");
        if (name.equals("threads") || (name.equals("version") && ofATask)) {
            parent.put(name, SOME_NUMBER);
        } else if (name.equals("id") || (name.equals("run") && value.isString())) {
            parent.put(name, "5f3a9c2e-1");
        } else if (name.equals("location") && value instanceof ObjectNode location) {
            // It is there a moment before it waits.
            location.put("state", "WAITING").put("waitsFor", "java.util.concurrent.CountDownLatch$Sync");
        } else if (name.equals("thread")) {
            parent.put(name, "tasky-default-1");
        } else if (value.isString()) {
            parent.put(name, stable(name, value.stringValue()));
        }
    }

    private static String stable(String name, String value) {
        String duration = SOME_DURATIONS.get(name);
        if (duration != null && DURATION.matcher(value).matches()) {
            return duration;
        }
        if (name.equals("origin")) {
            return CLASS_OF_THE_TEST.matcher(value).replaceFirst("com.example.");
        }
        return INSTANT.matcher(value).replaceAll(SOME_INSTANTS.getOrDefault(name, LATER));
    }
}
