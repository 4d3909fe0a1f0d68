package io.tasky.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    static ActuatorSchema read() throws IOException {
        ObjectNode schema = (ObjectNode) new JsonMapper().readTree(Files.readString(FILE));
        forbidOtherFields(schema);
        return new ActuatorSchema(schema);
    }

    private static void forbidOtherFields(JsonNode node) {
        if (node instanceof ObjectNode object && object.has("properties") && object.has("required")) {
            object.put("additionalProperties", false);
        }
        node.forEach(ActuatorSchema::forbidOtherFields);
    }

    void check(String definition, String json) {
        assertThat(schema.at("/$defs/" + definition).isObject()).as(definition).isTrue();
        ObjectNode one = schema.deepCopy();
        one.put("$ref", "#/$defs/" + definition);
        var errors = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(one.toString(), InputFormat.JSON)
                .validate(json, InputFormat.JSON);
        assertThat(errors).as(definition + ": " + json).isEmpty();
    }
}
