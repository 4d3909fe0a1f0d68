package io.tasky.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks answers with docs/actuator-schema.json; here a field that the schema does not know is a mistake, too. Immutable.
 */
final class ActuatorSchema {

    private static final Path FILE = Path.of("..", "docs", "actuator-schema.json");

    private final ObjectNode schema;

    private ActuatorSchema(ObjectNode schema) {
        this.schema = schema;
    }

    static ActuatorSchema read() {
        try {
            ObjectNode schema = (ObjectNode) new JsonMapper().readTree(Files.readString(FILE));
            forbidOtherFields(schema);
            return new ActuatorSchema(schema);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static void forbidOtherFields(JsonNode node) {
        if (node instanceof ObjectNode object && object.has("properties") && object.has("required")) {
            object.put("additionalProperties", false);
        }
        node.forEach(ActuatorSchema::forbidOtherFields);
    }

    /** Checks an answer with what it must be by its request. Only those that are not of an endpoint of Tasky's pass unseen. */
    void checkAnswer(String method, String path, int status, String json) {
        String definition = status < 300 ? definition(method, path.replaceFirst("^.*/actuator/", "")) : "problem";
        if (definition != null && !json.isBlank()) {
            check(definition, json);
        }
    }

    private static @Nullable String definition(String method, String path) {
        boolean one = path.contains("/");
        return switch (path.replaceFirst("/.*", "")) {
            case "tasks" -> method.equals("POST") ? "action" : one ? "taskDetails" : "tasks";
            case "taskruns" -> one ? "taskrun" : "taskruns";
            case "taskpools" -> one ? "taskpool" : "taskpools";
            default -> null;
        };
    }

    void check(String definition, String json) {
        assertThat(at(definition).isObject()).as(definition).isTrue();
        ObjectNode one = schema.deepCopy();
        one.put("$ref", "#/$defs/" + definition);
        var errors = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(one.toString(), InputFormat.JSON)
                .validate(json, InputFormat.JSON);
        assertThat(errors).as(definition + ": " + json).isEmpty();
    }

    Set<String> definitions() {
        return new TreeSet<>(schema.get("$defs").propertyNames());
    }

    Set<String> properties(String definition) {
        return new TreeSet<>(at(definition).get("properties").propertyNames());
    }

    Set<String> required(String definition) {
        return new TreeSet<>(texts(at(definition).get("required")));
    }

    List<String> constants(String field) {
        return texts(at(field).get("enum"));
    }

    private JsonNode at(String definition) {
        return schema.at("/$defs/" + definition);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.stringValue()));
        return texts;
    }
}
