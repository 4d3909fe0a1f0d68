package io.tasky.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActuatorTests {

    @TempDir
    private Path folder;

    private RunningSample sample;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(folder.resolve("a.txt"), "words");
        sample = RunningSample.start(folder);
        sample.awaitSearchable(1);
    }

    @AfterEach
    void stop() {
        sample.close();
    }

    @Test
    void theTasksOfTheSampleAreShownWithTheirKindAndPriority() {
        assertThat(JsonPath.<List<String>>read(tasks(), "$.tasks[*].name"))
                .containsExactlyInAnyOrder(
                        "files.index",
                        "folder.scan",
                        "index.publish",
                        "index.rebuild",
                        "index.report",
                        "index.warm-up");
        assertThat(task("folder.scan", "kind")).isEqualTo("PERIODIC");
        assertThat(task("files.index", "kind")).isEqualTo("QUEUE");
        assertThat(task("index.publish", "kind")).isEqualTo("TIMER");
        assertThat(task("index.rebuild", "kind")).isEqualTo("BACKGROUND");
        assertThat(task("index.rebuild", "priority")).isEqualTo("HIGH");
        assertThat(task("files.index", "priority")).isEqualTo("LOW");
    }

    @Test
    void thePoolIsShownWithItsReserves() {
        assertThat(JsonPath.<Integer>read(tasks(), "$.pools.default.size")).isEqualTo(4);
        assertThat(JsonPath.<Integer>read(tasks(), "$.pools.default.reserveNormal"))
                .isEqualTo(1);
        assertThat(JsonPath.<Integer>read(tasks(), "$.pools.default.reserveHigh"))
                .isEqualTo(2);
    }

    @Test
    void theCountsMoveAndTheNextRunIsShown() {
        int before = (Integer) task("folder.scan", "counts.succeeded");
        Instant start = Instant.now();
        await().untilAsserted(() -> {
            assertThat((Integer) task("folder.scan", "counts.succeeded")).isGreaterThan(before);
            assertThat(Instant.parse(String.valueOf(task("folder.scan", "nextRun"))))
                    .isAfter(start);
        });
        assertThat(task("files.index", "counts.succeeded")).isEqualTo(1);
        assertThat(task("index.warm-up", "counts.succeeded")).isEqualTo(1);
    }

    @Test
    void theHealthIsUpAndTheMetersCount() {
        sample.client().get().uri("/actuator/health").exchange().expectStatus().isOk();
        sample.client()
                .get()
                .uri("/actuator/metrics/tasky.run?tag=task:files.index")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.measurements[0].value")
                .isEqualTo(1.0);
    }

    private Object task(String name, String path) {
        List<Object> values = JsonPath.read(tasks(), "$.tasks[?(@.name == '" + name + "')]." + path);
        return values.get(0);
    }

    private String tasks() {
        String body = sample.client()
                .get()
                .uri("/actuator/tasks")
                .exchange()
                .expectStatus()
                .isOk()
                .returnResult(String.class)
                .getResponseBody();
        return String.valueOf(body);
    }
}
