package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import io.tasky.pool.PoolConfig;
import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import io.tasky.testing.CapturedLog;
import io.tasky.testing.Rounds;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class CancelTests {

    @Test
    void waitingRunThatIsCancelledLeavesItsLineAndNeverRuns() throws Exception {
        try (Rig rig = Rig.narrow(1).started()) {
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            AtomicBoolean ran = new AtomicBoolean();
            TaskRun<@Nullable Void> run = rig.supervisor.submit(() -> ran.set(true), RunOptions.DEFAULTS);
            assertThat(run.cancel(true)).isTrue();
            assertThat(run.cancel(true)).isFalse();
            assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
            assertThat(run.startedAt()).isNull();
            assertThat(run.finishedAt()).isEqualTo(rig.time.now());
            TaskRun<String> next = rig.supervisor.submit(() -> "next", RunOptions.DEFAULTS);

            blocker.countDown();
            rig.awaitIdle();
            assertThat(next.result()).isEqualTo("next");
            assertThat(ran).isFalse();
        }
    }

    @Test
    void runningRunThatIsCancelledIsFinalAtOnceAndKeepsItsSlotUntilItsCodeEnds() throws Exception {
        try (Rig rig = Rig.narrow(5).started()) {
            CountDownLatch running = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            TaskRun<String> run = rig.supervisor.submit(
                    () -> {
                        running.countDown();
                        end.await();
                        return "late";
                    },
                    RunOptions.DEFAULTS);
            running.await();
            assertThat(run.cancel(false)).isTrue();
            assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
            assertThat(rig.pool().snapshot().taken()).isOne();
            assertThat(rig.supervisor.runs(0, 9).items())
                    .singleElement()
                    .satisfies(snapshot -> assertThat(snapshot.status()).isEqualTo(RunStatus.CANCELLED));

            end.countDown();
            rig.awaitIdle();
            assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
            assertThat(run.result()).isNull();
            assertThat(rig.supervisor.runs(0, 9).items()).isEmpty();
        }
    }

    @Test
    void forcedCancelInterruptsTheThreadOfThatRunOnly() throws Exception {
        try (Rig rig = new Rig().started()) {
            CountDownLatch both = new CountDownLatch(2);
            CountDownLatch end = new CountDownLatch(1);
            CompletableFuture<String> first = new CompletableFuture<>();
            CompletableFuture<String> second = new CompletableFuture<>();
            TaskRun<@Nullable Void> run = rig.supervisor.submit(() -> await(both, end, first), RunOptions.DEFAULTS);
            TaskRun<@Nullable Void> other = rig.supervisor.submit(() -> await(both, end, second), RunOptions.DEFAULTS);
            both.await();
            assertThat(run.cancel(true)).isTrue();
            assertThat(first.get()).isEqualTo("interrupted");
            assertThat(second).isNotDone();

            end.countDown();
            assertThat(second.get()).isEqualTo("released");
            rig.awaitIdle();
            assertThat(other.status()).isEqualTo(RunStatus.SUCCEEDED);
        }
    }

    private static void await(CountDownLatch ready, CountDownLatch end, CompletableFuture<String> how) {
        ready.countDown();
        try {
            end.await();
            how.complete("released");
        } catch (InterruptedException ex) {
            how.complete("interrupted");
        }
    }

    @Test
    void runThatSwallowedOneInterruptGetsAnother() throws Exception {
        try (Rig rig = new Rig().started()) {
            CountDownLatch running = new CountDownLatch(1);
            CountDownLatch never = new CountDownLatch(1);
            CompletableFuture<String> first = new CompletableFuture<>();
            CompletableFuture<String> second = new CompletableFuture<>();
            TaskRun<@Nullable Void> run = rig.supervisor.submit(
                    () -> {
                        await(running, never, first);
                        await(running, never, second);
                    },
                    RunOptions.DEFAULTS);
            running.await();
            run.cancel(true);
            assertThat(first.get()).isEqualTo("interrupted");

            StopReport report = rig.supervisor.stop();
            assertThat(second.get()).isEqualTo("interrupted");
            assertThat(report.interrupted()).isOne();
            rig.awaitIdle();
        }
    }

    @Test
    @Tag("race")
    void interruptNeverReachesTheNextRunOnTheThread() throws Exception {
        Random random = new Random(4711);
        try (Rig rig = Rig.narrow(10).started()) {
            AtomicInteger strays = new AtomicInteger();
            for (int i = 0; i < Rounds.of(20_000); i++) {
                int spins = random.nextInt(200);
                TaskRun<@Nullable Void> victim = rig.supervisor.submit(() -> spin(spins), RunOptions.DEFAULTS);
                TaskRun<@Nullable Void> next = rig.supervisor.submit(
                        () -> {
                            if (Thread.currentThread().isInterrupted()) {
                                strays.incrementAndGet();
                            }
                        },
                        RunOptions.DEFAULTS);
                spin(random.nextInt(200));
                victim.cancel(true);
                next.get();
            }
            assertThat(strays).hasValue(0);
        }
    }

    @Test
    @Tag("race")
    @Timeout(40)
    void forcedCancelIsNeverLostOnRunThatIsJustStarting() throws Exception {
        Random random = new Random(42);
        try (Rig rig = new Rig(PoolConfig.of(PoolConfig.DEFAULT_POOL, 2)).started()) {
            CountDownLatch never = new CountDownLatch(1);
            for (int i = 0; i < Rounds.of(50_000); i++) {
                TaskRun<@Nullable Void> run = rig.supervisor.submit(
                        () -> {
                            never.await();
                            return null;
                        },
                        RunOptions.DEFAULTS);
                int spins = random.nextInt(300);
                for (int spin = 0; spin < spins && run.status() != RunStatus.RUNNING; spin++) {
                    Thread.onSpinWait();
                }
                run.cancel(true);
                rig.awaitIdle();
            }
            assertThat(rig.pool().snapshot().taken()).isZero();
        }
    }

    private static void spin(int times) {
        for (int i = 0; i < times; i++) {
            Thread.onSpinWait();
        }
    }

    @Test
    void runThatReturnsAfterBeingAskedToStopHasSucceeded() throws Exception {
        try (Rig rig = new Rig().started()) {
            CountDownLatch running = new CountDownLatch(1);
            TaskRun<String> run = rig.supervisor.submit(
                    () -> {
                        TaskContext context = TaskContext.current();
                        running.countDown();
                        while (!context.isStopRequested()) {
                            Thread.onSpinWait();
                        }
                        return "tidied up";
                    },
                    RunOptions.DEFAULTS);
            running.await();
            assertThat(run.stop()).isTrue();
            assertThat(run.get()).isEqualTo("tidied up");
            assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(run.stop()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"true, WARN", "false, DEBUG"})
    void whatCodeFailsWithAfterItsRunWasCancelledIsLogged(boolean error, String level) throws Exception {
        try (CapturedLog log = new CapturedLog(RunOutcomes.class, Level.DEBUG);
                Rig rig = new Rig().started()) {
            CountDownLatch running = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            TaskRun<Object> run = rig.supervisor.submit(
                    () -> {
                        running.countDown();
                        go.await();
                        return fail(error);
                    },
                    RunOptions.DEFAULTS);
            running.await();
            run.cancel(false);
            go.countDown();
            rig.awaitIdle();
            assertThat(log.textsAt(Level.toLevel(level)))
                    .contains("Run " + run.id() + " of task 'dynamic' was CANCELLED when its code failed: "
                            + (error ? "com/acme/Line" : "no line"));
        }
    }

    private static Object fail(boolean error) {
        if (error) {
            throw new NoClassDefFoundError("com/acme/Line");
        }
        throw new IllegalStateException("no line");
    }

    @Test
    void waitingRunThatIsAskedToStopIsCancelled() throws Exception {
        try (Rig rig = Rig.narrow(1).started()) {
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            TaskRun<String> run = rig.supervisor.submit(() -> "never", RunOptions.DEFAULTS);
            assertThat(run.stop()).isTrue();
            assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
            blocker.countDown();
        }
    }

    @Test
    void waitForCancelledRunEndsWithTheCancellation() throws Exception {
        try (Rig rig = Rig.narrow(1).started()) {
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            TaskRun<String> run = rig.supervisor.submit(() -> "never", RunOptions.DEFAULTS);
            run.cancel(false);
            String text = "Run " + run.id() + " of 'dynamic' is CANCELLED";
            assertThat(catchThrowable(run::get))
                    .isInstanceOf(CancellationException.class)
                    .hasMessage(text);
            assertThat(catchThrowable(() -> run.get(1, TimeUnit.SECONDS))).isInstanceOf(CancellationException.class);
            blocker.countDown();
        }
    }
}
