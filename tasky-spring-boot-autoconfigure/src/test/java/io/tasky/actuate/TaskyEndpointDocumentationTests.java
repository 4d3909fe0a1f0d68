package io.tasky.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.PeriodicTask;
import io.tasky.annotation.QueueWorker;
import io.tasky.annotation.TimerTask;
import io.tasky.autoconfigure.TaskyAutoConfiguration;
import io.tasky.pool.TaskPool;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Keeps the examples of the endpoints and their schema true. The profile {@code docs} writes the examples anew. */
class TaskyEndpointDocumentationTests {

    private static final Path DOCUMENT = Path.of("..", "docs", "actuator.md");

    private static final String BEGIN = "```json\n";

    private static final String END = "\n```";

    /** What stands in the document for the id of the run that goes on. */
    private static final String SOME_ID = "5f3a9c2e-1";

    @ParameterizedTest
    @CsvSource({
        "GET, /actuator/tasks, tasks",
        "GET, /actuator/tasks/mail.send, taskDetails",
        "GET, /actuator/tasks/orders.handle, taskDetails",
        "POST, /actuator/tasks/cache.refresh, action",
        "GET, /actuator/taskruns, taskruns",
        "GET, /actuator/taskruns/5f3a9c2e-1, taskrun",
        "DELETE, /actuator/taskruns/5f3a9c2e-1, taskrun",
        "GET, /actuator/taskpools/io, taskpool",
        "POST, /actuator/taskpools/io, taskpool",
        "POST, /actuator/tasks/orders.handle, problem"
    })
    void documentedExampleIsWhatAnApplicationAnswersAndKeepsToTheSchema(String method, String path, String definition)
            throws Exception {
        String document = Files.readString(DOCUMENT);
        String head = "`" + method + " " + path + "`\n\n" + BEGIN;
        assertThat(document).contains(head);
        int start = document.indexOf(head) + head.length();
        String body = "";
        if (method.equals("POST")) {
            body = document.substring(start, document.indexOf(END, start));
            start = document.indexOf(BEGIN, start) + BEGIN.length();
        }
        String answer = answerTo(HttpMethod.valueOf(method), path, body);
        ActuatorSchema.read().check(definition, answer);
        String example = ExampleJson.withStableValues(answer);

        if (Boolean.getBoolean("tasky.docs.rewrite")) {
            document = document.substring(0, start) + example + document.substring(document.indexOf(END, start));
            Files.writeString(DOCUMENT, document);
        }

        assertThat(document.substring(start))
                .as("the example in docs/actuator.md; run it with the profile docs to write it anew")
                .startsWith(example + END);
    }

    @ParameterizedTest
    @CsvSource({"actionRequest, /actuator/tasks/cache.refresh", "resizeRequest, /actuator/taskpools/io"})
    void documentedRequestKeepsToTheSchema(String definition, String path) throws Exception {
        String document = Files.readString(DOCUMENT);
        String head = "`POST " + path + "`\n\n" + BEGIN;
        int start = document.indexOf(head) + head.length();

        ActuatorSchema.read().check(definition, document.substring(start, document.indexOf(END, start)));
    }

    private static String answerTo(HttpMethod method, String path, String body) {
        String[] answer = new String[1];
        EndpointWebApplication.runner()
                .withConfiguration(AutoConfigurations.of(TaskyAutoConfiguration.class))
                .withBean(Jobs.class)
                .withPropertyValues(
                        "management.endpoints.web.exposure.include=tasks,taskruns,taskpools",
                        "management.endpoint.tasks.access=UNRESTRICTED",
                        "management.endpoint.taskruns.access=UNRESTRICTED",
                        "management.endpoint.taskpools.access=UNRESTRICTED",
                        "tasky.pools.default.size=20",
                        "tasky.pools.default.reserve-normal=5",
                        "tasky.pools.default.reserve-high=5",
                        "tasky.pools.io.size=50",
                        "tasky.queues.audit.type=java.lang.String",
                        "tasky.queues.audit.capacity=100")
                .run(context -> {
                    Jobs jobs = context.getBean(Jobs.class);
                    TaskSupervisor supervisor = context.getBean(TaskSupervisor.class);
                    try {
                        String id = prepare(jobs, supervisor);
                        answer[0] = MockMvcTester.from(context)
                                .method(method)
                                .uri(path.replace(SOME_ID, id))
                                .contentType(MediaType.APPLICATION_JSON)
                                .content(body)
                                .exchange()
                                .getResponse()
                                .getContentAsString();
                    } finally {
                        jobs.release().countDown();
                    }
                });
        return Objects.requireNonNull(answer[0]);
    }

    /** A mail that fails, an order that fails, and then an import that goes on; answers the id of that. */
    private static String prepare(Jobs jobs, TaskSupervisor supervisor) throws InterruptedException {
        supervisor.start();
        try {
            jobs.sendMail("someone@example.org").get();
        } catch (ExecutionException expected) {
            assertThat(expected).hasCauseInstanceOf(IllegalStateException.class);
        }
        supervisor.queue("orders").put("order A-7");
        supervisor.queue("audit").putAll(List.of("order A-7 came", "order A-7 failed"));
        awaitIdle(supervisor);
        String id = jobs.importFeed().id();
        jobs.entered().await();
        return id;
    }

    /** A run has its outcome before its slot is free again. */
    private static void awaitIdle(TaskSupervisor supervisor) throws InterruptedException {
        for (TaskPool pool : supervisor.pools()) {
            assertThat(pool.awaitIdle(Duration.ofSeconds(30)))
                    .as("idle: " + pool.snapshot())
                    .isTrue();
        }
    }

    /** The tasks of the example. Thread-safe. */
    static class Jobs {

        private final CountDownLatch entered = new CountDownLatch(1);

        private final CountDownLatch release = new CountDownLatch(1);

        /** A proxy has no fields of its own. */
        CountDownLatch entered() {
            return entered;
        }

        CountDownLatch release() {
            return release;
        }

        @PeriodicTask(name = "cache.refresh", fixedRate = "1h", initialDelay = "1h", pool = "io")
        void refreshCache() {}

        @TimerTask(name = "index.flush", delay = "5s", autoStart = false, priority = TaskPriority.LOW)
        void flushIndex() {}

        @QueueWorker(name = "orders.handle", queue = "orders", workers = "4", capacity = "500", pool = "io")
        void handleOrder(String order) {
            throw new IllegalArgumentException("No customer for " + order);
        }

        @BackgroundTask(name = "mail.send", priority = TaskPriority.HIGH)
        TaskRun<String> sendMail(String to) {
            throw new IllegalStateException("No mail server for " + to);
        }

        @BackgroundTask(name = "feed.import", priority = TaskPriority.LOW)
        TaskRun<String> importFeed() throws InterruptedException {
            TaskContext.current().progress(0.4, "rows 400 of 1000");
            entered.countDown();
            release.await();
            return TaskRun.of("1000 rows");
        }
    }
}
