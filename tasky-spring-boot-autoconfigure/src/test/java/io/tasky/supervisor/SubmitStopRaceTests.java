package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tasky.pool.PoolConfig;
import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskRun;
import io.tasky.testing.Rounds;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("race")
@Timeout(60)
class SubmitStopRaceTests {

    private static Rig rig() {
        return new Rig(
                builder -> builder.shutdown(ShutdownPolicy.DEFAULT).pool(PoolConfig.of(PoolConfig.DEFAULT_POOL, 2)));
    }

    @Test
    void runThatWasAcceptedHasEndedWhenTheStopReturns() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (Rig rig = rig()) {
            for (int round = 0; round < Rounds.of(5000); round++) {
                rig.supervisor.start();
                CyclicBarrier barrier = new CyclicBarrier(2);
                AtomicReference<@Nullable TaskRun<?>> submitted = new AtomicReference<>();
                CompletableFuture<Void> submission = CompletableFuture.runAsync(
                        () -> {
                            await(barrier);
                            submitted.set(submit(rig));
                        },
                        other);
                await(barrier);
                rig.supervisor.stop();
                submission.get();
                TaskRun<?> run = submitted.get();
                if (run != null) {
                    assertThat(run.status()).as("round %d", round).isEqualTo(RunStatus.SUCCEEDED);
                }
            }
        } finally {
            other.shutdownNow();
        }
    }

    /** Wherever it is between its line and its first instruction. */
    @Test
    void runThatIsAboutToBeginIsNotForgottenByStopThatGivesItNoTime() throws Exception {
        try (Rig rig = new Rig()) {
            for (int round = 0; round < Rounds.of(2000); round++) {
                rig.supervisor.start();
                CountDownLatch never = new CountDownLatch(1);
                TaskRun<?> run = rig.supervisor.submit(
                        () -> {
                            never.await();
                            return "";
                        },
                        RunOptions.DEFAULTS);
                rig.supervisor.stop();
                assertThatExceptionOfType(CancellationException.class)
                        .as("round %d", round)
                        .isThrownBy(() -> run.get(10, TimeUnit.SECONDS));
            }
        }
    }

    private static @Nullable TaskRun<?> submit(Rig rig) {
        try {
            return rig.supervisor.submit(() -> "done", RunOptions.DEFAULTS);
        } catch (RejectedExecutionException ex) {
            return null;
        }
    }

    @Test
    void tickNeverStartsRunAfterTheStopReturned() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        AtomicInteger runs = new AtomicInteger();
        try (Rig rig = rig()) {
            rig.register(
                    TaskKind.PERIODIC,
                    "tick",
                    TaskAttributes.NONE.with(TaskAttribute.FIXED_RATE, Duration.ofMillis(1)),
                    payload -> runs.incrementAndGet());
            for (int round = 0; round < Rounds.of(5000); round++) {
                rig.supervisor.start();
                CyclicBarrier barrier = new CyclicBarrier(2);
                CompletableFuture<Void> clock = CompletableFuture.runAsync(
                        () -> {
                            await(barrier);
                            rig.advance(Duration.ofMillis(1));
                        },
                        other);
                await(barrier);
                rig.supervisor.stop();
                int before = runs.get();
                clock.get();
                rig.awaitIdle();
                assertThat(runs).as("round %d", round).hasValue(before);
            }
        } finally {
            other.shutdownNow();
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception ex) {
            throw new IllegalStateException(ex);
        }
    }
}
