package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.Retry;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;

/** What operators care about is published as events of the application. */
@Timeout(60)
class TaskEventTests {

    private final TimedContext timed = new TimedContext();

    private final ApplicationContextRunner runner = timed.runner()
            .withPropertyValues(
                    "tasky.pools.default.size=1",
                    "tasky.pools.default.reserve-normal=0",
                    "tasky.pools.default.reserve-high=0")
            .withBean("worker", Worker.class)
            .withBean(Watching.class);

    /** Listens as applications do. */
    static class Watching {

        final BlockingQueue<Object> seen = new LinkedBlockingQueue<>();

        final BlockingQueue<String> threads = new LinkedBlockingQueue<>();

        @EventListener({TaskyWaitingEvent.class, TaskyStuckEvent.class, TaskyFailureEvent.class})
        void on(Object event) {
            threads.add(Thread.currentThread().getName());
            seen.add(event);
        }
    }

    /** Public, so that its proxy can extend it. */
    public static class Worker {

        private final CountDownLatch entered = new CountDownLatch(1);

        @BackgroundTask(retry = @Retry(maxRetries = "1", delay = "1s"))
        public void fail() {
            throw new IllegalStateException("no line");
        }

        @BackgroundTask(timeout = "5s")
        public void hang() throws InterruptedException {
            entered.countDown();
            new CountDownLatch(1).await();
        }

        /** Before that, its time is not limited yet. */
        public void awaitEntered() throws InterruptedException {
            entered.await();
        }
    }

    private static <T> T next(Watching watching, Class<T> type) throws InterruptedException {
        Object event = watching.seen.take();
        assertThat(event).isInstanceOf(type);
        return type.cast(event);
    }

    @Test
    void runThatFailedForGoodIsTold() {
        runner.run(context -> {
            Watching watching = context.getBean(Watching.class);
            context.getBean(Worker.class).fail();
            timed.advance(context, Duration.ZERO);
            assertThat(watching.seen).isEmpty();
            timed.advance(context, Duration.ofSeconds(1));

            TaskyFailureEvent event = next(watching, TaskyFailureEvent.class);
            assertThat(event.task()).isEqualTo("worker.fail");
            assertThat(event.runId()).isNotEmpty();
            assertThat(event.outcome()).isEqualTo(RunStatus.FAILED);
            assertThat(event.attempts()).isEqualTo(2);
            assertThat(event.failure()).hasMessage("no line");
            assertThat(watching.threads).allMatch(name -> name.startsWith("tasky-events-"));
        });
    }

    @Test
    void failureThatSomebodyHoldsIsToldAsWell() {
        runner.run(context -> {
            TaskRun<String> run = TimedContext.supervisor(context)
                    .submit(
                            () -> {
                                throw new IllegalStateException("held");
                            },
                            RunOptions.DEFAULTS.withName("report"));
            assertThat(run.toCompletableFuture()).failsWithin(Duration.ofSeconds(30));

            TaskyFailureEvent event = next(context.getBean(Watching.class), TaskyFailureEvent.class);
            assertThat(event.task()).isEqualTo("report");
            assertThat(event.failure()).hasMessage("held");
        });
    }

    @Test
    void runThatTimedOutForGoodIsTold() {
        runner.run(context -> {
            Worker worker = context.getBean(Worker.class);
            worker.hang();
            worker.awaitEntered();
            timed.time.advance(Duration.ofSeconds(5));

            TaskyFailureEvent event = next(context.getBean(Watching.class), TaskyFailureEvent.class);
            assertThat(event.outcome()).isEqualTo(RunStatus.TIMED_OUT);
            assertThat(event.failure()).hasMessageContaining("took longer than its timeout");
        });
    }

    @Test
    void runsThatWaitTooLongAndCodeThatIsStuckAreTold() {
        runner.run(context -> {
            TaskSupervisor supervisor = TimedContext.supervisor(context);
            CountDownLatch started = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            TaskRun<String> blocker = supervisor.submit(
                    () -> {
                        started.countDown();
                        end.await();
                        return "done";
                    },
                    RunOptions.DEFAULTS.withName("blocker"));
            started.await();
            TaskRun<String> late = supervisor.submit(() -> "late", RunOptions.DEFAULTS.withName("report"));
            Watching watching = context.getBean(Watching.class);

            timed.time.advance(Duration.ofSeconds(5));
            assertThat(next(watching, TaskyWaitingEvent.class))
                    .isEqualTo(new TaskyWaitingEvent(
                            "default", TaskPriority.NORMAL, false, 1, "report", late.id(), Duration.ofSeconds(5)));
            timed.time.advance(Duration.ofSeconds(5));
            assertThat(next(watching, TaskyWaitingEvent.class).critical()).isTrue();
            timed.time.advance(Duration.ofMinutes(10));
            TaskyStuckEvent stuck = next(watching, TaskyStuckEvent.class);
            assertThat(stuck.task()).isEqualTo("blocker");
            assertThat(stuck.runId()).isEqualTo(blocker.id());
            assertThat(stuck.attempt()).isEqualTo(1);
            assertThat(stuck.ran()).isGreaterThanOrEqualTo(Duration.ofMinutes(10));
            assertThat(stuck.stack()).isNotEmpty();
            end.countDown();
        });
    }
}
