package io.tasky.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.Retry;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Each run that somebody submits is one span, a child of the submitter's. */
@SuppressWarnings("FutureReturnValueIgnored") // Spans tell what became of the runs.
@Timeout(60)
class RunSpanTests {

    private static final String DYNAMIC = "task dynamic";

    private final TracedContext traced = new TracedContext();

    private final ApplicationContextRunner runner = traced.runner()
            .withPropertyValues(
                    "tasky.pools.default.size=1",
                    "tasky.pools.default.reserve-normal=0",
                    "tasky.pools.default.reserve-high=0")
            .withBean(Work.class)
            .withBean(PlatformTransactionManager.class, Transactions::new);

    /** Methods that are called inside a span. Public, as its proxy has to be. */
    public static class Work {

        private final AtomicInteger attempts = new AtomicInteger();

        private final CompletableFuture<String> stage = new CompletableFuture<>();

        private final Sinks.One<String> sink = Sinks.one();

        private final CountDownLatch called = new CountDownLatch(2);

        @BackgroundTask(name = "mail", pool = "default", priority = TaskPriority.HIGH)
        public TaskRun<String> mail() {
            return TaskRun.of("sent");
        }

        @BackgroundTask(name = "flaky", retry = @Retry(maxRetries = "2", delay = "10s"))
        public void flaky() {
            if (attempts.incrementAndGet() < 3) {
                throw new IllegalStateException("secret");
            }
        }

        @BackgroundTask(name = "stage")
        public CompletableFuture<String> stage() {
            called.countDown();
            return stage;
        }

        @BackgroundTask(name = "mono")
        public Mono<String> mono() {
            called.countDown();
            return sink.asMono();
        }

        /** Waits until both are called. */
        public void awaitCalls() throws InterruptedException {
            called.await();
        }

        /** Completes what they returned. */
        public void complete() {
            stage.complete("done");
            assertThat(sink.tryEmitValue("done").isSuccess()).isTrue();
        }
    }

    /** Transactions of nothing. */
    static class Transactions extends AbstractPlatformTransactionManager {

        @Override
        protected Object doGetTransaction() {
            return "transaction";
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {}

        @Override
        protected void doCommit(DefaultTransactionStatus status) {}

        @Override
        protected void doRollback(DefaultTransactionStatus status) {}
    }

    private static Work work(ApplicationContext context) {
        return context.getBean(Work.class);
    }

    @Test
    void runIsAChildOfTheSpanThatSubmittedItAndTellsWhatItWas() {
        runner.run(context -> {
            TracedContext.supervisor(context);
            TracedContext.inSpan(context, "request", () -> work(context).mail());
            TracedContext.awaitIdle(context);

            SpanData span = traced.spans.only("task mail");
            Spans.assertChild(span, traced.spans.only("request"));
            assertThat(Spans.tags(span))
                    .containsAllEntriesOf(Map.of(
                            "task", "mail",
                            "kind", "BACKGROUND",
                            "pool", "default",
                            "priority", "HIGH",
                            "outcome", "SUCCEEDED",
                            "run.name", "mail",
                            "attempts", "1"))
                    .containsKey("run.id");
            assertThat(span.getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);
        });
    }

    @Test
    void spanIsCurrentInsideTheRunAndOnNoThreadAfterIt() {
        runner.run(context -> {
            TaskSupervisor supervisor = TracedContext.supervisor(context);
            TracedContext.inSpan(
                    context,
                    "request",
                    () -> supervisor.submit(inside(context), RunOptions.DEFAULTS.withName("report for alice")));
            TracedContext.awaitIdle(context);

            SpanData span = traced.spans.only(DYNAMIC);
            Spans.assertChild(traced.spans.only("inside"), span);
            assertThat(Spans.tags(span)).containsEntry("task", "dynamic").containsEntry("run.name", "report for alice");
            assertThat(supervisor
                            .submit(() -> TracedContext.tracer(context).currentSpan() == null, RunOptions.DEFAULTS)
                            .get())
                    .as("no span of an earlier run on the only thread, beside that of this run")
                    .isFalse();
            TracedContext.awaitIdle(context);
            Spans.assertRoot(traced.spans.named(DYNAMIC).get(1));
        });
    }

    private static Runnable inside(ApplicationContext context) {
        return () -> {
            try {
                TracedContext.inSpan(context, "inside", () -> null);
            } catch (Exception ex) {
                throw new IllegalStateException(ex);
            }
        };
    }

    @Test
    void threadIsCleanWhereTheSubmittersSpanEndedWhileTheRunWentOn() {
        runner.run(context -> {
            TaskSupervisor supervisor = TracedContext.supervisor(context);
            CountDownLatch started = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            TracedContext.inSpan(context, "request", () -> {
                TaskRun<String> run = supervisor.submit(
                        () -> {
                            started.countDown();
                            return awaited(end);
                        },
                        RunOptions.DEFAULTS);
                started.await();
                return run;
            });
            end.countDown();
            TracedContext.awaitIdle(context);
            assertThat(supervisor.submit(() -> "next", RunOptions.DEFAULTS).get())
                    .isEqualTo("next");
            TracedContext.awaitIdle(context);

            List<SpanData> runs = traced.spans.named(DYNAMIC);
            Spans.assertChild(runs.get(0), traced.spans.only("request"));
            Spans.assertRoot(runs.get(1));
        });
    }

    private static String awaited(CountDownLatch latch) throws InterruptedException {
        latch.await();
        return "done";
    }

    @Test
    void attemptsAreOneSpanWithAnEventForEachThatIsRepeated() {
        runner.run(context -> {
            TracedContext.supervisor(context);
            TracedContext.inSpan(context, "request", () -> {
                work(context).flaky();
                return null;
            });
            traced.advance(context, Duration.ofSeconds(10));
            assertThat(traced.spans.named("task flaky")).isEmpty();
            traced.advance(context, Duration.ofSeconds(10));

            SpanData span = traced.spans.only("task flaky");
            Spans.assertChild(span, traced.spans.only("request"));
            assertThat(Spans.tags(span)).containsEntry("attempts", "3").containsEntry("outcome", "SUCCEEDED");
            assertThat(Spans.events(span))
                    .containsExactly(
                            "attempt 1 failed with java.lang.IllegalStateException, the next one follows in PT10S",
                            "attempt 2 failed with java.lang.IllegalStateException, the next one follows in PT10S");
            assertThat(span.getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);
        });
    }

    @Test
    void failureIsTheSpansError() {
        runner.run(context -> {
            TaskSupervisor supervisor = TracedContext.supervisor(context);
            TaskRun<@Nullable Void> run = supervisor.submit(
                    () -> {
                        throw new IllegalStateException("no line");
                    },
                    RunOptions.DEFAULTS);
            TracedContext.awaitIdle(context);

            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            SpanData span = traced.spans.only(DYNAMIC);
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(span.getStatus().getDescription()).isEqualTo("no line");
            assertThat(Spans.events(span)).containsExactly("exception");
            assertThat(Spans.tags(span)).containsEntry("outcome", "FAILED");
        });
    }

    @Test
    void runThatIsHeldForACommitIsAChildOfTheSpanThatCalledIt() {
        runner.run(context -> {
            TracedContext.supervisor(context);
            TransactionTemplate transaction =
                    new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
            transaction.executeWithoutResult(status -> {
                try {
                    TracedContext.inSpan(
                            context,
                            "request",
                            () -> assertThat(work(context).mail().status()).isEqualTo(RunStatus.HELD));
                } catch (Exception ex) {
                    throw new IllegalStateException(ex);
                }
            });
            TracedContext.awaitIdle(context);

            Spans.assertChild(traced.spans.only("task mail"), traced.spans.only("request"));
        });
    }

    @Test
    void spanEndsWithTheStageThatTheMethodReturned() {
        runner.withPropertyValues("tasky.pools.default.size=2").run(context -> {
            TracedContext.supervisor(context);
            TracedContext.inSpan(context, "request", () -> work(context).stage());
            TracedContext.inSpan(context, "other request", () -> work(context).mono());
            work(context).awaitCalls();
            assertThat(traced.spans.named("task stage")).isEmpty();
            work(context).complete();
            TracedContext.awaitIdle(context);

            Spans.assertChild(traced.spans.only("task stage"), traced.spans.only("request"));
            Spans.assertChild(traced.spans.only("task mono"), traced.spans.only("other request"));
            assertThat(Spans.tags(traced.spans.only("task mono"))).containsEntry("outcome", "SUCCEEDED");
        });
    }

    @Test
    void cancelledRunsSpanEndsWithItsCode() {
        runner.run(context -> {
            TaskSupervisor supervisor = TracedContext.supervisor(context);
            CountDownLatch started = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            TaskRun<String> run = supervisor.submit(
                    () -> {
                        started.countDown();
                        return awaited(end);
                    },
                    RunOptions.DEFAULTS);
            started.await();
            run.cancel(false);
            assertThat(traced.spans.named(DYNAMIC)).isEmpty();
            end.countDown();
            TracedContext.awaitIdle(context);
            assertThat(supervisor.submit(() -> "next", RunOptions.DEFAULTS).get())
                    .isEqualTo("next");
            TracedContext.awaitIdle(context);

            List<SpanData> runs = traced.spans.named(DYNAMIC);
            assertThat(runs).hasSize(2).allSatisfy(Spans::assertRoot);
            assertThat(Spans.tags(runs.get(0))).containsEntry("outcome", "CANCELLED");
            assertThat(runs.get(0).getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);
        });
    }

    @Test
    void runThatNeverStartsHasNoSpan() {
        runner.run(context -> {
            TaskSupervisor supervisor = TracedContext.supervisor(context);
            CountDownLatch end = new CountDownLatch(1);
            TaskRun<String> unused = supervisor.submit(() -> awaited(end), RunOptions.DEFAULTS);
            TaskRun<String> waiting = supervisor.submit(() -> "never", RunOptions.DEFAULTS);
            waiting.cancel(false);
            end.countDown();
            TracedContext.awaitIdle(context);

            assertThat(traced.spans.named(DYNAMIC)).hasSize(1);
        });
    }

    @Test
    void chainedAndManyRunsAreChildrenOfWhoeverSubmittedThem() {
        runner.run(context -> {
            TaskSupervisor supervisor = TracedContext.supervisor(context);
            TracedContext.inSpan(context, "request", () -> {
                List<Callable<String>> work = List.of(() -> "a", () -> "b");
                assertThat(supervisor.submitAll(work, RunOptions.DEFAULTS)).hasSize(2);
                assertThat(supervisor.map(List.of(1, 2).stream(), 1, number -> number * 2, RunOptions.DEFAULTS))
                        .containsExactly(2, 4);
                return null;
            });
            TracedContext.awaitIdle(context);

            SpanData request = traced.spans.only("request");
            assertThat(traced.spans.named(DYNAMIC)).hasSize(4).allSatisfy(run -> Spans.assertChild(run, request));
        });
    }

    @Test
    void ticksAndTimersAreRootsAlsoWhereASpanStartedThem() {
        runner.run(context -> {
            TaskSupervisor supervisor = TracedContext.supervisor(context);
            TracedContext.inSpan(context, "request", () -> {
                supervisor.register(TaskDefinition.periodic("tick")
                        .template("tick")
                        .fixedRate(Duration.ofSeconds(10))
                        .run(() -> {}));
                supervisor.register(TaskDefinition.timer("bell")
                        .template("bell")
                        .delay(Duration.ofSeconds(5))
                        .run(() -> {}));
                return null;
            });
            traced.advance(context, Duration.ofSeconds(5));

            Spans.assertRoot(traced.spans.only("task tick"));
            Spans.assertRoot(traced.spans.only("task bell"));
            assertThat(Spans.tags(traced.spans.only("task bell"))).containsEntry("kind", "TIMER");
        });
    }
}
