package io.tasky.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskKind;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonParserFactory;

/** What editors know of Tasky's properties. */
class MetadataTests {

    private static final String GENERATED = "META-INF/spring-configuration-metadata.json";

    @Test
    void everyPropertyHasADescription() throws IOException {
        List<Map<String, Object>> properties = section("properties");
        assertThat(properties)
                .extracting(property -> (String) property.get("name"))
                .contains(
                        "tasky.enabled",
                        "tasky.auto-start",
                        "tasky.strict",
                        "tasky.pools",
                        "tasky.tasks",
                        "tasky.history.size",
                        "tasky.run.mode",
                        "tasky.run.for",
                        "tasky.shutdown.await",
                        "tasky.shutdown.stop-grace");
        assertThat(properties)
                .allSatisfy(property -> assertThat((String) property.get("description"))
                        .as("description of %s", property.get("name"))
                        .isNotBlank());
    }

    @Test
    void defaultsAreTold() throws IOException {
        assertThat(section("properties"))
                .filteredOn(property -> "tasky.shutdown.await".equals(property.get("name")))
                .singleElement()
                .satisfies(property -> assertThat(property).containsEntry("defaultValue", "30s"));
    }

    @Test
    void theHintsNameEveryAttributeThatATaskCanHave() throws IOException {
        List<String> expected = Arrays.stream(TaskKind.values())
                .flatMap(kind -> TaskAttribute.of(kind).stream())
                .map(OverrideNames::kebab)
                .distinct()
                .toList();
        assertThat(section("hints"))
                .filteredOn(hint -> "tasky.tasks.values".equals(hint.get("name")))
                .singleElement()
                .extracting(hint -> values(hint))
                .isEqualTo(expected.stream().sorted().toList());
    }

    @SuppressWarnings("unchecked") // JSON objects, as the reader gives them.
    private static List<String> values(Map<String, Object> hint) {
        List<Map<String, Object>> values = (List<Map<String, Object>>) hint.getOrDefault("values", List.of());
        return values.stream()
                .map(value -> String.valueOf(value.get("value")))
                .sorted()
                .toList();
    }

    /** The part of the module's own metadata under that name. */
    @SuppressWarnings("unchecked") // JSON objects, as the reader gives them.
    private static List<Map<String, Object>> section(String name) throws IOException {
        List<Map<String, Object>> own = new ArrayList<>();
        Enumeration<URL> files = MetadataTests.class.getClassLoader().getResources(GENERATED);
        while (files.hasMoreElements()) {
            String json = new String(files.nextElement().openStream().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, Object> metadata = JsonParserFactory.getJsonParser().parseMap(json);
            List<Map<String, Object>> entries = (List<Map<String, Object>>) metadata.getOrDefault(name, List.of());
            entries.stream()
                    .filter(entry -> String.valueOf(entry.get("name")).startsWith("tasky."))
                    .forEach(own::add);
        }
        return own;
    }
}
