package io.tasky.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.PeriodicTask;
import io.tasky.annotation.QueueWorker;
import io.tasky.annotation.TimerTask;
import io.tasky.autoconfigure.TaskyAutoConfiguration;
import io.tasky.pool.TaskPool;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Keeps the examples of the endpoint true. {@code -Dtasky.docs.rewrite=true} writes them anew. */
class TaskyEndpointDocumentationTests {

    private static final Path DOCUMENT = Path.of("..", "docs", "actuator.md");

    private static final String END = "\n```";

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/tasks", "/actuator/tasks/mail.send"})
    void documentedExampleIsWhatAnApplicationAnswers(String path) throws Exception {
        String document = Files.readString(DOCUMENT);
        String head = "`GET " + path + "`\n\n```json\n";
        assertThat(document).contains(head);
        String answer = ExampleJson.withStableValues(answerTo(path));

        if (Boolean.getBoolean("tasky.docs.rewrite")) {
            int start = document.indexOf(head) + head.length();
            document = document.substring(0, start) + answer + document.substring(document.indexOf(END, start));
            Files.writeString(DOCUMENT, document);
        }

        assertThat(document)
                .as("the example in docs/actuator.md; run this test with -Dtasky.docs.rewrite=true to write it anew")
                .contains(head + answer + END);
    }

    private static String answerTo(String path) {
        String[] answer = new String[1];
        EndpointWebApplication.runner()
                .withConfiguration(AutoConfigurations.of(TaskyAutoConfiguration.class))
                .withBean(Jobs.class)
                .withPropertyValues(
                        "management.endpoints.web.exposure.include=tasks",
                        "tasky.pools.default.size=20",
                        "tasky.pools.default.reserve-normal=5",
                        "tasky.pools.default.reserve-high=5",
                        "tasky.pools.io.size=50")
                .run(context -> {
                    sendOneMailThatFails(context.getBean(Jobs.class));
                    awaitIdle(context.getBean(TaskSupervisor.class));
                    answer[0] = MockMvcTester.from(context)
                            .get()
                            .uri(path)
                            .exchange()
                            .getResponse()
                            .getContentAsString();
                });
        return Objects.requireNonNull(answer[0]);
    }

    private static void sendOneMailThatFails(Jobs jobs) throws InterruptedException {
        try {
            jobs.sendMail("someone@example.org").get();
        } catch (ExecutionException expected) {
            assertThat(expected).hasCauseInstanceOf(IllegalStateException.class);
        }
    }

    /** A run has its outcome before its slot is free again. */
    private static void awaitIdle(TaskSupervisor supervisor) throws InterruptedException {
        for (TaskPool pool : supervisor.pools()) {
            assertThat(pool.awaitIdle(Duration.ofSeconds(30)))
                    .as("idle: " + pool.snapshot())
                    .isTrue();
        }
    }

    /** The tasks of the example. Stateless. */
    static class Jobs {

        @PeriodicTask(name = "cache.refresh", fixedRate = "1h", initialDelay = "1h", pool = "io")
        void refreshCache() {}

        @TimerTask(name = "index.flush", delay = "5s", autoStart = false, priority = TaskPriority.LOW)
        void flushIndex() {}

        @QueueWorker(name = "orders.handle", queue = "orders", workers = "4", capacity = "500", pool = "io")
        void handleOrder(String order) {}

        @BackgroundTask(name = "mail.send", priority = TaskPriority.HIGH)
        TaskRun<String> sendMail(String to) {
            throw new IllegalStateException("No mail server for " + to);
        }
    }
}
