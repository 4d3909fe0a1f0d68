package io.tasky.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.PeriodicTask;
import io.tasky.annotation.QueueWorker;
import io.tasky.annotation.TimerTask;
import io.tasky.autoconfigure.TaskyProperties;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskKind;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.DefaultValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Keeps the tables of docs/configuration.md true. The profile {@code docs} writes them anew. */
class ConfigurationTableTests {

    private static final Path DOCUMENT = Documents.ROOT.resolve(Path.of("docs", "configuration.md"));

    private static final JsonNode METADATA =
            new JsonMapper().readTree(Path.of("target", "classes", "META-INF", "spring-configuration-metadata.json"));

    private static final Map<TaskKind, Class<? extends Annotation>> ANNOTATIONS = Map.of(
            TaskKind.PERIODIC, PeriodicTask.class,
            TaskKind.TIMER, TimerTask.class,
            TaskKind.QUEUE, QueueWorker.class,
            TaskKind.BACKGROUND, BackgroundTask.class);

    /** What holds where an annotation says nothing; its Javadoc says the same. */
    private static final Map<String, String> UNSAID = Map.ofEntries(
            Map.entry("backend", "`memory`"),
            Map.entry("pool", "`default`"),
            Map.entry("enabled", "`true`"),
            Map.entry("workers", "`1`"),
            Map.entry("capacity", "`1000`"),
            Map.entry("queue", "the task's name"),
            Map.entry("batch-timeout", "`1s`"),
            Map.entry("order-by", "the order they came"),
            Map.entry("zone", "the system's"),
            Map.entry("retry.max-retries", "`0`"),
            Map.entry("retry.delay", "`1s`"),
            Map.entry("retry.multiplier", "`1`"));

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("Boolean", "`true` or `false`"),
            Map.entry("Integer", "number"),
            Map.entry("int", "number"),
            Map.entry("Duration", "duration"),
            Map.entry("Map", "by name"),
            Map.entry("Set", "list"),
            Map.entry("Class", "name of a class"),
            Map.entry("OverflowPolicy", "`block`, `reject`, `drop-oldest` or `drop-newest`"),
            Map.entry("Access", "`none`, `read-only` or `unrestricted`"),
            Map.entry("Show", "`never`, `when-authorized` or `always`"),
            Map.entry("Threads", "`platform` or `virtual`"),
            Map.entry("OnFull", "`abort`, `caller-runs`, `discard`, `discard-oldest` or `block`"),
            Map.entry("Mode", "`forever`, `until-complete` or `for`"));

    @ParameterizedTest
    @ValueSource(strings = {"properties", "pools", "queues", "tasks"})
    void tableIsMadeFromTheCode(String name) throws IOException {
        String table = switch (name) {
            case "properties" -> properties();
            case "pools" -> components(TaskyProperties.Pool.class, "One pool.");
            case "queues" -> components(TaskyProperties.Queue.class, "One queue.");
            default -> tasks();
        };
        String document = Documents.read(DOCUMENT);
        if (Boolean.getBoolean("tasky.docs.rewrite")) {
            document = document.replace(marked(name, Documents.between(document, name)), marked(name, table));
            Files.writeString(DOCUMENT, document);
        }
        assertThat(Documents.between(document, name))
                .as("a table in docs/configuration.md; run it with the profile docs to write it anew")
                .isEqualTo(table);
    }

    private static String marked(String name, String text) {
        return "<!-- " + name + " -->\n" + text + "<!-- /" + name + " -->";
    }

    private static String properties() {
        return table(
                "Property | Type | Default | What it says",
                METADATA.get("properties")
                        .valueStream()
                        .map(property -> List.of(
                                "`" + property.get("name").asString() + "`",
                                type(property.get("type").asString()),
                                defaultValue(property.path("defaultValue").asString("")),
                                property.get("description").asString())));
    }

    /** What a record inside the properties holds, whose Javadoc begins with those words. */
    private static String components(Class<?> type, String beginning) {
        Parameter[] parameters = type.getDeclaredConstructors()[0].getParameters();
        return table(
                "Property | Type | Default | What it says",
                Arrays.stream(parameters).map(parameter -> {
                    DefaultValue value = parameter.getAnnotation(DefaultValue.class);
                    return List.of(
                            "`" + kebab(parameter.getName()) + "`",
                            type(parameter.getType().getName()),
                            value == null ? "see the text" : defaultValue(value.value()[0]),
                            described(beginning, type.getSimpleName(), parameter.getName()));
                }));
    }

    /** The Javadoc of a component of the record is what its users read. */
    private static String described(String beginning, String type, String component) {
        String source = Documents.read(Path.of("src/main/java/io/tasky/autoconfigure/TaskyProperties.java"));
        String javadoc = source.substring(source.indexOf(beginning), source.indexOf("public record " + type + "("))
                .replaceAll("\\n *\\*(?! @) *", " ");
        return Pattern.compile("@param " + component + " (.*)")
                .matcher(javadoc)
                .results()
                .map(match -> match.group(1).replace(" /", "").strip())
                .findFirst()
                .orElseThrow();
    }

    private static String tasks() {
        return table(
                "Attribute | Of | Default | What it says",
                METADATA.get("hints")
                        .valueStream()
                        .filter(hint -> hint.get("name").asString().equals("tasky.tasks.values"))
                        .flatMap(hint -> hint.get("values").valueStream())
                        .map(hint -> attribute(
                                hint.get("value").asString(),
                                hint.get("description").asString())));
    }

    private static List<String> attribute(String name, String description) {
        List<TaskKind> kinds = Arrays.stream(TaskKind.values())
                .filter(kind -> TaskAttribute.of(kind).stream()
                        .anyMatch(one -> kebab(one.name()).equals(name)))
                .toList();
        String of = kinds.size() == TaskKind.values().length
                ? "all"
                : kinds.stream().map(TaskKind::name).collect(Collectors.joining(", "));
        return List.of("`" + name + "`", of, annotated(name, kinds.get(0)), description);
    }

    private static String annotated(String name, TaskKind kind) {
        return Arrays.stream(ANNOTATIONS.getOrDefault(kind, Annotation.class).getDeclaredMethods())
                .filter(method -> kebab(method.getName()).equals(name))
                .map(Method::getDefaultValue)
                .map(value -> value.equals("") ? UNSAID.getOrDefault(name, "none") : defaultValue(value.toString()))
                .findFirst()
                .orElseGet(() -> UNSAID.getOrDefault(name, "none"));
    }

    private static String table(String head, Stream<List<String>> rows) {
        return "| " + head + " |\n|---|---|---|---|\n"
                + rows.map(row -> "| " + String.join(" | ", row) + " |\n").collect(Collectors.joining());
    }

    private static String type(String name) {
        String simple = name.replaceAll("<.*", "").replaceAll(".*[.$]", "");
        return TYPES.getOrDefault(simple, simple);
    }

    private static String defaultValue(String text) {
        return text.isEmpty() ? "none" : "`" + text.toLowerCase(Locale.ROOT).replace('_', '-') + "`";
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
