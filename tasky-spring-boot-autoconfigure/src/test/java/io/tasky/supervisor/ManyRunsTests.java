package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import io.tasky.pool.PoolConfig;
import io.tasky.pool.PoolFullException;
import io.tasky.spi.TaskListener;
import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import io.tasky.testing.CapturedLog;
import io.tasky.testing.Spin;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several runs at once. */
@Timeout(20)
class ManyRunsTests {

    private static final List<Callable<String>> THREE = List.of(() -> "a", () -> "b", () -> "c");

    @Test
    void allAreSubmittedInTheirOrder() throws Exception {
        try (Rig rig = new Rig().started()) {
            List<TaskRun<String>> runs = rig.supervisor.submitAll(
                    THREE, RunOptions.priority(TaskPriority.HIGH).withName("letters"));
            assertThat(rig.supervisor.awaitAll(runs, Rig.LONG)).isTrue();
            assertThat(runs).extracting(TaskRun::result).containsExactly("a", "b", "c");
            assertThat(runs).extracting(TaskRun::task).containsOnly("letters");
            assertThat(rig.supervisor.<String>submitAll(List.of(), RunOptions.DEFAULTS))
                    .isEmpty();
        }
    }

    @Test
    void refusalCancelsThoseBeforeIt() throws Exception {
        try (Rig rig = Rig.narrow(2).started()) {
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            assertThatExceptionOfType(SubmitAllRejectedException.class)
                    .isThrownBy(() -> rig.supervisor.submitAll(THREE, RunOptions.DEFAULTS))
                    .withCauseInstanceOf(PoolFullException.class)
                    .withMessage("Piece 3 of 3 was refused; of those before it, 2 were cancelled, and 0 had ended. Pool"
                            + " 'default' is full for NORMAL: 2 runs wait (max-waiting 2), size 1, limit 1 slots. Submit"
                            + " less, raise tasky.pools.default.size or .max-waiting.")
                    .satisfies(refusal -> assertThat(refusal.accepted())
                            .hasSize(2)
                            .extracting(TaskRun::status)
                            .containsOnly(RunStatus.CANCELLED));
            assertThat(rig.pool().snapshot().waiting().get(TaskPriority.NORMAL)).isZero();
            blocker.countDown();
        }
    }

    @Test
    void refusalTellsOfThoseThatHadEnded() {
        RejectedExecutionException cause = new RejectedExecutionException("No room.");
        assertThat(new SubmitAllRejectedException(List.of(TaskRun.of("done")), 3, cause))
                .hasMessage(
                        "Piece 2 of 3 was refused; of those before it, 0 were cancelled, and 1 had ended. No room.");
    }

    @Test
    void failureThatIsNoRefusalCancelsThoseBeforeIt() throws Exception {
        AtomicInteger captures = new AtomicInteger();
        try (Rig rig = new Rig(builder -> builder.contextCarrier(() -> {
                    if (captures.incrementAndGet() == 3) {
                        throw new IllegalStateException("no context");
                    }
                    return null;
                })
                .autoStart(false))) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> rig.supervisor.submitAll(THREE, RunOptions.DEFAULTS))
                    .withMessage("no context");
            assertThat(rig.supervisor.runs(0, 9).items()).isEmpty();
        }
    }

    @Test
    void failedAndCancelledRunsHaveEnded() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskRun<String> failing = rig.supervisor.submit(
                    () -> {
                        throw new IllegalStateException("no");
                    },
                    RunOptions.DEFAULTS);
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            TaskRun<String> cancelled = rig.supervisor.submit(() -> "never", RunOptions.DEFAULTS);
            cancelled.cancel(true);
            blocker.countDown();
            assertThat(rig.supervisor.awaitAll(List.of(failing, cancelled, TaskRun.of("done")), Rig.LONG))
                    .isTrue();
            assertThat(failing.status()).isEqualTo(RunStatus.FAILED);
        }
    }

    @Test
    void oneTimeHoldsForAll() throws Exception {
        try (Rig rig = new Rig(PoolConfig.of(PoolConfig.DEFAULT_POOL, 2)).started()) {
            CountDownLatch one = new CountDownLatch(1);
            CountDownLatch two = new CountDownLatch(1);
            List<TaskRun<Boolean>> runs =
                    rig.supervisor.submitAll(List.of(awaiting(one), awaiting(two)), RunOptions.DEFAULTS);
            CompletableFuture<Boolean> all = new CompletableFuture<>();
            Thread waiting = new Thread(() -> {
                try {
                    all.complete(rig.supervisor.awaitAll(runs, Duration.ofSeconds(10)));
                } catch (InterruptedException ex) {
                    all.completeExceptionally(ex);
                }
            });
            waiting.start();
            awaitWaiting(waiting);
            rig.advance(Duration.ofSeconds(6));
            one.countDown();
            runs.get(0).get();
            while (!all.isDone()) {
                rig.advance(Duration.ofSeconds(1));
            }
            assertThat(all.get()).isFalse();
            assertThat(runs.get(1).isDone()).isFalse();
            two.countDown();
        }
    }

    private static Callable<Boolean> awaiting(CountDownLatch latch) {
        return () -> {
            latch.await();
            return true;
        };
    }

    private static void awaitWaiting(Thread thread) {
        Spin.until(() -> thread.getState() == Thread.State.WAITING);
    }

    @Test
    void withoutTimeItOnlyLooks() throws Exception {
        try (Rig rig = new Rig().started()) {
            CountDownLatch latch = new CountDownLatch(1);
            TaskRun<Boolean> run = rig.supervisor.submit(awaiting(latch), RunOptions.DEFAULTS);
            assertThat(rig.supervisor.awaitAll(List.of(run), Duration.ZERO)).isFalse();
            latch.countDown();
            run.get();
            assertThat(rig.supervisor.awaitAll(List.of(run), Duration.ZERO)).isTrue();
        }
    }

    @Test
    void executorSubmitsAsAnyOther() throws Exception {
        CompletableFuture<String> seen = new CompletableFuture<>();
        TaskListener listener = new TaskListener() {
            @Override
            public void onStarted(TaskRun<?> run, TaskFacts facts, long waited) {
                seen.complete(run.task() + " " + facts.priority());
            }
        };
        try (Rig rig = new Rig(builder -> builder.listeners(() -> List.of(listener))
                        .pool(PoolConfig.of("io", 1).withLimits(0, 1)))
                .started()) {
            Executor executor = rig.supervisor.asExecutor(
                    RunOptions.priority(TaskPriority.LOW).withPool("io").withName("import"));
            CompletableFuture<String> thread = new CompletableFuture<>();
            CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
            executor.execute(() -> {
                thread.complete(Thread.currentThread().getName());
                end.join();
            });
            assertThat(thread.get()).isEqualTo("tasky-io-1");
            assertThat(seen.get()).isEqualTo("import LOW");
            assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> executor.execute(() -> {}));
            end.complete(null);
        }
    }

    @Test
    void failureInAnExecutorIsLogged() throws Exception {
        try (CapturedLog log = new CapturedLog();
                Rig rig = new Rig().started()) {
            rig.supervisor.asExecutor(RunOptions.DEFAULTS.withName("import")).execute(() -> {
                throw new IllegalStateException("no");
            });
            rig.awaitIdle();
            assertThat(log.messagesAt(Level.ERROR)).singleElement().asString().contains("of task 'import' failed");
        }
    }
}
