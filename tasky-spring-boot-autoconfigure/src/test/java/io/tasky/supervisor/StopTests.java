package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.tasky.pool.PoolConfig;
import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskRun;
import io.tasky.testing.CapturedLog;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class StopTests {

    private static final Duration ASK = Duration.ofSeconds(25);

    private static final Duration INTERRUPT = Duration.ofSeconds(29);

    /** Waits for 30 seconds, asks after 25, interrupts after 29. */
    private static Rig patient(int slots) {
        return new Rig(builder ->
                builder.shutdown(ShutdownPolicy.DEFAULT).pool(PoolConfig.of(PoolConfig.DEFAULT_POOL, slots)));
    }

    @Test
    void stopWaitsForWhatRunsAndForWhatWaits() throws Exception {
        try (Rig rig = patient(1).started()) {
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            TaskRun<String> waiting = rig.supervisor.submit(() -> "done", RunOptions.DEFAULTS);
            Stopping stopping = new Stopping(rig);
            assertThatThrownBy(() -> rig.supervisor.submit(() -> "late", RunOptions.DEFAULTS.withName("late")))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessage("The supervisor is STOPPING and takes no more work: 'late'. "
                            + "Submit before the application stops.");

            blocker.countDown();
            assertThat(stopping.report()).isEqualTo(new StopReport(2, 0, 0, Map.of(), Duration.ZERO));
            assertThat(waiting.result()).isEqualTo("done");
            assertThat(rig.supervisor.state()).isEqualTo(SupervisorState.STOPPED);
        }
    }

    @Test
    void stopWorksOffQueuesInMemory() throws Exception {
        try (Rig rig = patient(1).started()) {
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            AtomicInteger handled = new AtomicInteger();
            rig.register(TaskKind.QUEUE, "orders", TaskAttributes.NONE, item -> handled.incrementAndGet());
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            for (int i = 0; i < 100; i++) {
                queue.put(i);
            }
            Stopping stopping = new Stopping(rig);
            blocker.countDown();
            assertThat(stopping.report().left()).isEmpty();
            assertThat(stopping.report().finished()).isEqualTo(101);
            assertThat(handled).hasValue(100);
        }
    }

    @Test
    void runThatNeverStartedIsDroppedWithoutWaitingForIt() {
        try (Rig rig = new Rig(builder -> builder.autoStart(false).shutdown(ShutdownPolicy.DEFAULT))) {
            TaskRun<String> held = rig.supervisor.submit(() -> "never", RunOptions.DEFAULTS.withName("early"));
            assertThat(held.status()).isEqualTo(RunStatus.HELD);
            StopReport report = rig.supervisor.stop();
            assertThat(report.left()).containsExactly(Map.entry("early", 1));
            assertThat(report.took()).isZero();
            assertThat(held.status()).isEqualTo(RunStatus.CANCELLED);
        }
    }

    @Test
    void whatWaitsWhenRunsAreAskedIsCancelledAndCountedAsLeft() throws Exception {
        try (Rig rig = patient(1).started()) {
            CountDownLatch running = new CountDownLatch(1);
            TaskRun<String> polite = rig.supervisor.submit(
                    () -> {
                        running.countDown();
                        TaskContext context = TaskContext.current();
                        while (!context.isStopRequested()) {
                            Thread.onSpinWait();
                        }
                        return "bye";
                    },
                    RunOptions.DEFAULTS);
            running.await();
            TaskRun<String> waiting = rig.supervisor.submit(() -> "never", RunOptions.DEFAULTS.withName("waiting"));
            StopReport report = new Stopping(rig).advance(ASK).report();
            assertThat(polite.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(waiting.status()).isEqualTo(RunStatus.CANCELLED);
            assertThat(report.finished()).isOne();
            assertThat(report.asked()).isOne();
            assertThat(report.interrupted()).isZero();
            assertThat(report.left()).containsExactly(Map.entry("waiting", 1));
            assertThat(report.took()).isEqualTo(ASK);
        }
    }

    @Test
    void runThatWaitsForItsNextAttemptWhenRunsAreAskedIsCountedAsLeft() throws Exception {
        try (Rig rig = patient(1).started()) {
            rig.supervisor.register(Rig.define(
                    TaskKind.BACKGROUND,
                    "mail",
                    TaskAttributes.NONE,
                    payload -> {
                        throw new IllegalStateException("no connection");
                    },
                    (attempt, failure) -> Duration.ofHours(1)));
            TaskRun<@Nullable Object> run = rig.supervisor.call("mail", null);
            rig.awaitIdle();
            StopReport report = new Stopping(rig).advance(ASK).report();
            assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
            assertThat(report.left()).containsExactly(Map.entry("mail", 1));
            assertThat(report.asked()).isZero();
        }
    }

    @Test
    void runThatIgnoresTheRequestIsInterruptedAndEndsCancelled() throws Exception {
        try (Rig rig = patient(1).started()) {
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            StopReport report =
                    new Stopping(rig).advance(ASK).advance(INTERRUPT.minus(ASK)).report();
            assertThat(report.asked()).isOne();
            assertThat(report.interrupted()).isOne();
            assertThat(report.left()).isEmpty();
            assertThat(report.finished()).isZero();
            assertThat(blocker.getCount()).isOne();
        }
    }

    @Test
    void runThatIgnoresEverythingIsLeftAndNamed() throws Exception {
        try (Rig rig = patient(2).started()) {
            CountDownLatch running = new CountDownLatch(1);
            CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
            TaskRun<@Nullable Void> stubborn = rig.supervisor.submit(
                    () -> {
                        running.countDown();
                        while (!end.isDone()) {
                            Thread.onSpinWait();
                        }
                    },
                    RunOptions.DEFAULTS.withName("stubborn"));
            running.await();
            StopReport report = new Stopping(rig)
                    .advance(ASK)
                    .advance(INTERRUPT.minus(ASK))
                    .advance(Duration.ofSeconds(1))
                    .report();
            assertThat(report.text())
                    .isEqualTo("finished 0, asked to stop 1, interrupted 1, left 1 (stubborn 1), took 30000 ms");
            end.complete(null);
            rig.awaitIdle();
            assertThat(stubborn.isDone()).isTrue();
        }
    }

    @Test
    void itemsThatNobodyCouldHandleAreCountedAsLeft() throws Exception {
        try (Rig rig = patient(1).started()) {
            rig.register(
                    TaskKind.QUEUE, "orders", TaskAttributes.NONE.with(TaskAttribute.ENABLED, false), item -> null);
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            queue.put(1);
            queue.put(2);
            assertThat(rig.supervisor.stop().left()).containsExactly(Map.entry("orders", 2));
        }
    }

    @Test
    void workerThatIsHeldBackByFullLineEndsQuietlyAfterTheClose() throws Exception {
        try (CapturedLog log = new CapturedLog();
                Rig rig = Rig.narrow(0).started()) {
            CountDownLatch running = new CountDownLatch(1);
            CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
            TaskRun<@Nullable Void> stubborn = rig.supervisor.submit(
                    () -> {
                        running.countDown();
                        while (!end.isDone()) {
                            Thread.onSpinWait();
                        }
                    },
                    RunOptions.DEFAULTS);
            running.await();
            rig.register(TaskKind.QUEUE, "orders", TaskAttributes.NONE, item -> null);
            rig.supervisor.queue("orders").put(1);
            assertThat(rig.supervisor.task("orders").snapshot().waitingFor())
                    .satisfies(reason -> assertThat(reason).isNotNull());
            rig.supervisor.close();
            end.complete(null);
            rig.awaitIdle();
            assertThat(stubborn.isDone()).isTrue();
            assertThat(log.at(Level.ERROR)).isEmpty();
        }
    }
}
