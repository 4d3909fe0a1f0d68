package io.tasky.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.PeriodicTask;
import io.tasky.annotation.QueueWorker;
import io.tasky.annotation.TimerKey;
import io.tasky.annotation.TimerTask;
import io.tasky.autoconfigure.TaskyAutoConfiguration;
import io.tasky.pool.TaskPool;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskRun;
import io.tasky.testing.ManualTimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** A started application with a task of each kind and all three endpoints. For use by one thread. */
final class ActionRig {

    private static final Duration LONG = Duration.ofSeconds(30);

    private static final ActuatorSchema SCHEMA = ActuatorSchema.read();

    private final AssertableWebApplicationContext context;

    private final MockMvcTester mvc;

    private ActionRig(AssertableWebApplicationContext context) {
        this.context = context;
        this.mvc = MockMvcTester.from(
                context,
                builder -> builder.alwaysDo(ActionRig::keepsToTheSchema).build());
    }

    /** Every answer of every test. */
    private static void keepsToTheSchema(MvcResult result) throws Exception {
        SCHEMA.checkAnswer(
                Objects.requireNonNull(result.getRequest().getMethod()),
                Objects.requireNonNull(result.getRequest().getRequestURI()),
                result.getResponse().getStatus(),
                result.getResponse().getContentAsString());
    }

    /** What a test does. */
    @FunctionalInterface
    interface Steps {
        void take(ActionRig rig) throws Exception;
    }

    static void run(Steps steps, String... properties) {
        runner().withPropertyValues(properties).run(context -> {
            assertThat(context).hasNotFailed();
            context.getBean(TaskSupervisor.class).start();
            try {
                steps.take(new ActionRig(context));
            } finally {
                context.getBean(Signals.class).release().countDown();
            }
        });
    }

    static WebApplicationContextRunner runner() {
        return EndpointWebApplication.runner()
                .withConfiguration(AutoConfigurations.of(TaskyAutoConfiguration.class))
                .withBean(ManualTimeSource.class)
                .withBean(Signals.class, Signals::new)
                .withBean(Jobs.class)
                .withPropertyValues(
                        "management.endpoints.web.exposure.include=tasks,taskruns,taskpools",
                        "management.endpoint.tasks.access=UNRESTRICTED",
                        "management.endpoint.taskruns.access=UNRESTRICTED",
                        "management.endpoint.taskpools.access=UNRESTRICTED",
                        "tasky.pools.default.size=1",
                        "tasky.pools.default.reserve-normal=0",
                        "tasky.pools.default.reserve-high=0",
                        "tasky.pools.io.size=4",
                        "tasky.shutdown.await=0s",
                        "tasky.shutdown.stop-grace=0s");
    }

    MockMvcTester mvc() {
        return mvc;
    }

    TaskSupervisor supervisor() {
        return context.getBean(TaskSupervisor.class);
    }

    Jobs jobs() {
        return context.getBean(Jobs.class);
    }

    Signals signals() {
        return context.getBean(Signals.class);
    }

    void advance(Duration step) {
        context.getBean(ManualTimeSource.class).advance(step);
    }

    /** Posts a body with single quotes instead of double ones. */
    MvcTestResult post(String path, String body) {
        return mvc.post()
                .uri("/actuator/" + path)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body.replace('\'', '"'))
                .exchange();
    }

    /** Posts an action, and expects that it is done. */
    MvcTestResult act(String task, String fields, boolean changed) {
        MvcTestResult answer = post("tasks/" + task, "{" + fields + "}");
        assertThat(answer).hasStatusOk().bodyJson().extractingPath("$.changed").isEqualTo(changed);
        return answer;
    }

    /** Posts what is refused with 400; answers why. */
    String refused(String path, String body) {
        return error(post(path, body), 400);
    }

    static String error(MvcTestResult answer, int status) {
        String[] error = new String[1];
        assertThat(answer)
                .hasStatus(status)
                .bodyJson()
                .extractingPath("$.error")
                .satisfies(text -> error[0] = String.valueOf(text));
        return error[0];
    }

    void awaitIdle(String pool) throws InterruptedException {
        TaskPool known = supervisor().pool(pool);
        assertThat(known.awaitIdle(LONG)).as("idle: " + known.snapshot()).isTrue();
    }

    /** Takes the one slot of the default pool. */
    void occupySlot() throws InterruptedException {
        assertThat(block().isDone()).isFalse();
    }

    /** Takes the one slot of the default pool; answers the run that has it. */
    TaskRun<String> block() throws InterruptedException {
        TaskRun<String> run = jobs().block();
        signals().entered().await();
        return run;
    }

    /**
     * How tests and tasks meet, and what operators did. Thread-safe.
     *
     * @param entered whether a run has taken the slot
     * @param release lets it go on
     * @param interrupted whether one has been interrupted, and goes on
     * @param events what was done
     */
    record Signals(
            CountDownLatch entered, CountDownLatch release, CountDownLatch interrupted, List<TaskyActionEvent> events) {
        Signals() {
            this(new CountDownLatch(1), new CountDownLatch(1), new CountDownLatch(1), new CopyOnWriteArrayList<>());
        }

        @EventListener
        void done(TaskyActionEvent event) {
            events.add(event);
        }
    }

    /** One task of each kind. Thread-safe. */
    static class Jobs {

        private final Signals signals;

        Jobs(Signals signals) {
            this.signals = signals;
        }

        @PeriodicTask(name = "reports", fixedRate = "1h", initialDelay = "1h", pool = "io")
        void report() {}

        @TimerTask(name = "flush", delay = "5s", autoStart = false, pool = "io")
        void flush() {}

        @TimerTask(name = "remind", delay = "5s", pool = "io")
        void remind(@TimerKey Long customer) {}

        @QueueWorker(name = "orders", capacity = "10", pool = "io")
        void handle(String order) {
            throw new IllegalStateException("no such customer: " + order);
        }

        @BackgroundTask(name = "mail", pool = "io")
        void mail(String to) {
            throw new IllegalArgumentException("no mail server for " + to);
        }

        @BackgroundTask(name = "cleanup")
        void cleanUp() {}

        @BackgroundTask(name = "sweep")
        void sweep() {}

        @BackgroundTask(name = "stubborn", pool = "io")
        void resist() throws InterruptedException {
            signals.entered().countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException first) {
                signals.interrupted().countDown();
                new CountDownLatch(1).await();
            }
        }

        @BackgroundTask(name = "block")
        TaskRun<String> block() throws InterruptedException {
            TaskContext.current().progress(0.4, "row of Jane");
            signals.entered().countDown();
            signals.release().await();
            return TaskRun.of("done");
        }
    }
}
