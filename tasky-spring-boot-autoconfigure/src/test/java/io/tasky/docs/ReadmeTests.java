package io.tasky.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.docs.tour.ShopApplication;
import io.tasky.task.RunStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the tour of the README: its classes, its configuration and its requests. */
@SpringBootTest(
        classes = ShopApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "spring.config.location=classpath:/docs/tour.yml")
@Import(SeenRuns.class)
class ReadmeTests {

    private static final int REQUESTS = 1000;

    /** What is shown as it is, and not only in shape. */
    private static final List<String> SAME = List.of(
            "/supervisor/state",
            "/supervisor/tasks",
            "/pools/default/size",
            "/pools/default/reserveNormal",
            "/pools/default/reserveHigh",
            "/tasks/0/name",
            "/tasks/0/priority",
            "/tasks/0/schedule",
            "/page");

    private static final String README = Documents.read("README.md");

    private final JsonMapper mapper = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private SeenRuns seen;

    @Test
    void whatComesNextIsSaidOnceAndIsNotThereYet() {
        assertThat(README.lines().filter(line -> line.startsWith("What comes next:")))
                .singleElement(InstanceOfAssertFactories.STRING)
                .doesNotContain("actuator", "meters", "transactions", "processes", "chains");
    }

    @Test
    void allFourKindsOfTheTourRun() throws Exception {
        assertThat(get("/invoices/A-7")).isEqualTo("Invoice for A-7");

        assertThat(seen.outcome("orders.import")).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(seen.outcome("orders.ship")).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(seen.outcome("orders.summary")).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(seen.outcome("orders.invoice")).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void shownAnswerOfTheEndpointHasTheShapeOfTheRealOne() throws Exception {
        JsonNode shown = mapper.readTree(Documents.blocks(README, "json").get(0));
        assertThat(seen.outcome("orders.import")).isEqualTo(RunStatus.SUCCEEDED);

        List<JsonNode> answers = Stream.generate(this::tasks)
                .limit(REQUESTS)
                .takeWhile(answer -> !sameShape(shown, answer))
                .toList();

        assertThat(answers)
                .as(() -> "shown:\n" + shown.toPrettyString() + "\nreal:\n" + tasks().toPrettyString())
                .hasSizeLessThan(REQUESTS);
        JsonNode real = tasks();
        for (String same : SAME) {
            assertThat(shown.at(same)).as(same).isEqualTo(real.at(same));
        }
    }

    @Test
    void shownCommandsAreThoseThatTheProjectUses() {
        assertThat(Documents.blocks(README, "shell")).contains("mvn -q spring-boot:run", "mvn verify");
        assertThat(Documents.read(".ci/run")).containsPattern("mvn .*verify");
        assertThat(Documents.read("pom.xml")).contains("<spring-boot.run.skip>true</spring-boot.run.skip>");
        assertThat(Documents.read("tasky-sample-app/pom.xml"))
                .contains("<spring-boot.run.skip>false</spring-boot.run.skip>");
        assertThat(Documents.blocks(README, "shell"))
                .anySatisfy(block ->
                        assertThat(block).contains("curl -s 'localhost:8080/actuator/tasks?name=orders.import'"));
    }

    private JsonNode tasks() {
        try {
            return mapper.readTree(get("/actuator/tasks?name=orders.import"));
        } catch (Exception ex) {
            throw new AssertionError(ex);
        }
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    /** Whether two answers have the same fields, and null in the same places. */
    private static boolean sameShape(JsonNode left, JsonNode right) {
        if (left.getNodeType() != right.getNodeType() || left.size() != right.size()) {
            return false;
        }
        if (left.isArray()) {
            return Stream.iterate(0, index -> index + 1)
                    .limit(left.size())
                    .allMatch(index -> sameShape(left.get(index), right.get(index)));
        }
        return left.propertyStream()
                .allMatch(field -> right.has(field.getKey()) && sameShape(field.getValue(), right.get(field.getKey())));
    }
}
