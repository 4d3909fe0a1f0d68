package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tasky.pool.OnFull;
import io.tasky.pool.PoolConfig;
import io.tasky.pool.PoolFullException;
import io.tasky.spi.TaskListener;
import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskCounts;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of calls that find their line full: one slot, taken, and a line of one place. */
@Timeout(20)
class FullLineTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String FULL = "Pool 'default' is full for NORMAL: 1 runs wait (max-waiting 1), size 1, limit 1"
            + " slots. Submit less, raise tasky.pools.default.size or .max-waiting.";

    private final List<String> events = new CopyOnWriteArrayList<>();

    private final List<String> ran = new CopyOnWriteArrayList<>();

    private final Rig rig = new Rig(builder -> builder.pool(config())
                    .listeners(() -> List.of(new TaskListener() {

                        @Override
                        public void onRejected(TaskFacts facts) {
                            events.add("rejected " + facts.task());
                        }

                        @Override
                        public void onFinished(TaskRun<?> run, TaskFacts facts, long took) {
                            events.add(run.task() + " " + run.status());
                        }
                    })))
            .started();

    private @Nullable CountDownLatch blocker;

    private @Nullable TaskRun<?> latest;

    private static PoolConfig config() {
        return PoolConfig.of(PoolConfig.DEFAULT_POOL, 1).withLimits(1, 1);
    }

    @AfterEach
    void nothingIsLeftBehind() throws InterruptedException {
        if (blocker != null) {
            blocker.countDown();
        }
        rig.awaitIdle();
        assertThat(counts().waiting()).isZero();
        assertThat(counts().running()).isZero();
        rig.close();
    }

    private TaskCounts counts() {
        return rig.supervisor.task("mail").snapshot().counts();
    }

    /** Takes the slot and the place in line. */
    private void fill(OnFull rule) throws InterruptedException {
        if (blocker == null) {
            rig.register(TaskKind.BACKGROUND, "mail", TaskAttributes.NONE, payload -> {
                ran.add(payload + (Thread.currentThread().getName().startsWith("tasky-") ? "" : " here"));
                return payload;
            });
        }
        rig.pool().resize(config().withOnFull(rule, PATIENCE));
        blocker = rig.occupySlot(TaskPriority.NORMAL);
        call("waiting");
    }

    private TaskRun<?> latest() {
        return Objects.requireNonNull(latest);
    }

    private void call(String payload) {
        latest = rig.supervisor.call("mail", payload);
    }

    private void submit(TaskPriority priority) {
        latest = rig.supervisor.submit(() -> null, RunOptions.priority(priority));
    }

    private void release() throws InterruptedException {
        if (blocker != null) {
            blocker.countDown();
        }
        rig.awaitIdle();
    }

    private void assertRejected(TaskRun<?> run) {
        assertThat(run.status()).isEqualTo(RunStatus.REJECTED);
        assertThat(run.exception()).isInstanceOf(PoolFullException.class).hasMessage(FULL);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(run::get)
                .withCauseInstanceOf(RejectedExecutionException.class);
        assertThat(events).containsExactly("mail REJECTED", "rejected mail");
        assertThat(counts().rejected()).isOne();
        assertThat(rig.pool().snapshot().rejected()).isOne();
        assertThat(rig.supervisor.history("mail"))
                .singleElement()
                .satisfies(past -> assertThat(past.status()).isEqualTo(RunStatus.REJECTED));
    }

    @Test
    void abortThrowsAndCounts() throws Exception {
        fill(OnFull.ABORT);

        assertThatExceptionOfType(PoolFullException.class)
                .isThrownBy(() -> call("late"))
                .withMessage(FULL);

        assertThat(events).containsExactly("rejected mail");
        assertThat(counts().rejected()).isOne();
        assertThat(counts().waiting()).isOne();
    }

    @Test
    void callerRunsItItself() throws Exception {
        fill(OnFull.CALLER_RUNS);
        Thread.currentThread().interrupt();

        TaskRun<?> run = rig.supervisor.call("mail", "late");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.result()).isEqualTo("late");
        assertThat(ran).containsExactly("late here");
        assertThat(rig.pool().snapshot().rejected()).isZero();
        assertThat(rig.pool().snapshot().taken()).isOne();
    }

    @Test
    void discardReturnsTheRejectedRun() throws Exception {
        fill(OnFull.DISCARD);

        assertRejected(rig.supervisor.call("mail", "late"));

        release();
        assertThat(ran).containsExactly("waiting");
    }

    @Test
    void discardOldestLetsTheNewOneWait() throws Exception {
        fill(OnFull.DISCARD_OLDEST);
        TaskRun<?> waiting = latest();

        TaskRun<?> late = rig.supervisor.call("mail", "late");

        assertRejected(waiting);
        assertThat(late.status()).isEqualTo(RunStatus.WAITING);
        release();
        assertThat(ran).containsExactly("late");
    }

    @Test
    void ticksAreNotDiscardedForACall() throws Exception {
        rig.register(
                TaskKind.PERIODIC,
                "tick",
                TaskAttributes.NONE.with(TaskAttribute.FIXED_RATE, Duration.ofSeconds(1)),
                payload -> ran.add("tick"));
        rig.pool().resize(config().withOnFull(OnFull.DISCARD_OLDEST, Duration.ZERO));
        rig.register(TaskKind.BACKGROUND, "mail", TaskAttributes.NONE, payload -> null);
        blocker = rig.occupySlot(TaskPriority.NORMAL);
        rig.advance(Duration.ZERO);

        assertThatExceptionOfType(PoolFullException.class).isThrownBy(() -> call("late"));

        release();
        assertThat(ran).containsExactly("tick");
        assertThat(counts().rejected()).isOne();
    }

    @Test
    void blockedSubmitterGetsTheNextPlace() throws Exception {
        fill(OnFull.BLOCK);
        FutureTask<TaskRun<?>> call = new FutureTask<>(() -> rig.supervisor.call("mail", "late"));
        new Thread(call).start();
        rig.time.awaitWaiters(1);

        release();

        assertThat(call.get().get()).isEqualTo("late");
        assertThat(ran).containsExactly("waiting", "late");
        assertThat(counts().rejected()).isZero();
    }

    @Test
    void blockedSubmitterGivesUpWhenItsTimeIsUp() throws Exception {
        fill(OnFull.BLOCK);
        FutureTask<TaskRun<?>> call = new FutureTask<>(() -> rig.supervisor.call("mail", "late"));
        new Thread(call).start();
        rig.time.awaitWaiters(1);

        rig.advance(PATIENCE);

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(call::get)
                .withCauseInstanceOf(PoolFullException.class);
        assertThat(events).containsExactly("rejected mail");
        assertThat(counts().waiting()).isOne();
    }

    @Test
    void interruptedSubmitterWithdrawsItsRun() throws Exception {
        fill(OnFull.BLOCK);
        boolean[] flag = new boolean[1];
        FutureTask<TaskRun<?>> call = new FutureTask<>(() -> {
            try {
                return rig.supervisor.call("mail", "late");
            } finally {
                flag[0] = Thread.currentThread().isInterrupted();
            }
        });
        Thread thread = new Thread(call, "caller");
        thread.start();
        rig.time.awaitWaiters(1);

        thread.interrupt();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(call::get)
                .havingCause()
                .isInstanceOf(RejectedExecutionException.class)
                .withMessageStartingWith(
                        "Thread 'caller' was interrupted while it waited for room in pool 'default'; run ")
                .withMessageEndingWith(" of 'mail' was withdrawn.")
                .withCauseInstanceOf(InterruptedException.class);
        assertThat(flag[0]).isTrue();
        assertThat(counts().waiting()).isOne();
        assertThat(counts().rejected()).isZero();
    }

    @Test
    void ownThreadsAreNeitherBlockedNorDoTheyRunTheCalls() throws Exception {
        for (OnFull rule : List.of(OnFull.BLOCK, OnFull.CALLER_RUNS)) {
            rig.pool().resize(config().withOnFull(rule, PATIENCE));
            TaskRun<String> run = rig.supervisor.submit(
                    () -> {
                        submit(TaskPriority.NORMAL);
                        try {
                            submit(TaskPriority.NORMAL);
                            return "accepted";
                        } catch (PoolFullException full) {
                            return "refused";
                        }
                    },
                    RunOptions.DEFAULTS);

            assertThat(run.get()).isEqualTo("refused");
            rig.awaitIdle();
        }
        rig.register(TaskKind.BACKGROUND, "mail", TaskAttributes.NONE, payload -> null);
    }

    @Test
    void clocksThreadIsNeitherBlockedNorDoesItRunTheCalls() throws Exception {
        for (OnFull rule : List.of(OnFull.BLOCK, OnFull.CALLER_RUNS)) {
            fill(rule);
            CountDownLatch end = new CountDownLatch(1);
            List<String> answers = new CopyOnWriteArrayList<>();
            TaskRun<?> late = slowRun(rule, end);
            CompletableFuture<?> unused = late.toCompletableFuture().whenComplete((result, failure) -> {
                try {
                    call("from the clock");
                    answers.add("accepted");
                } catch (PoolFullException full) {
                    answers.add("refused");
                }
            });

            rig.advance(PATIENCE);

            assertThat(late.status()).isEqualTo(RunStatus.TIMED_OUT);
            assertThat(answers).containsExactly("refused");
            end.countDown();
            release();
        }
        assertThat(ran).containsExactly("waiting", "waiting");
    }

    /** A run beyond the slots that does not mind that its time is up. */
    private TaskRun<?> slowRun(OnFull rule, CountDownLatch end) throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        rig.register(
                TaskKind.BACKGROUND,
                "slow." + rule,
                TaskAttributes.NONE
                        .with(TaskAttribute.PRIORITY, TaskPriority.CRITICAL)
                        .with(TaskAttribute.TIMEOUT, PATIENCE),
                payload -> {
                    running.countDown();
                    awaitWhateverComes(end);
                    return null;
                });
        TaskRun<?> run = rig.supervisor.call("slow." + rule, null);
        running.await();
        return run;
    }

    private static void awaitWhateverComes(CountDownLatch latch) {
        boolean waits = true;
        while (waits) {
            try {
                latch.await();
                waits = false;
            } catch (InterruptedException ex) {
                // Its time is up, which it ignores.
            }
        }
    }

    @Test
    void interruptThatComesWhileTheCallerRunsItIsKeptForTheCaller() throws Exception {
        fill(OnFull.CALLER_RUNS);
        rig.register(TaskKind.BACKGROUND, "deaf", TaskAttributes.NONE, payload -> {
            Thread.currentThread().interrupt();
            return "done";
        });
        rig.register(TaskKind.BACKGROUND, "waiting", TaskAttributes.NONE, payload -> {
            Thread.currentThread().interrupt();
            new CountDownLatch(1).await();
            return "never";
        });

        TaskRun<?> deaf = rig.supervisor.call("deaf", null);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(deaf.result()).isEqualTo("done");

        TaskRun<?> waiting = rig.supervisor.call("waiting", null);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(waiting.exception()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void interruptThatWasMeantForTheRunIsNotTheCallers() throws Exception {
        fill(OnFull.CALLER_RUNS);
        List<Boolean> seen = new CopyOnWriteArrayList<>();
        rig.register(TaskKind.BACKGROUND, "cancelled", TaskAttributes.NONE, payload -> {
            rig.supervisor.run(TaskContext.current().runId()).orElseThrow().cancel(true);
            seen.add(Thread.currentThread().isInterrupted());
            return null;
        });

        TaskRun<?> run = rig.supervisor.call("cancelled", null);

        assertThat(Thread.interrupted()).isFalse();
        assertThat(seen).containsExactly(true);
        assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    void fuseAlwaysAborts() throws Exception {
        fill(OnFull.DISCARD);
        CountDownLatch critical = rig.occupySlot(TaskPriority.CRITICAL);

        assertThatExceptionOfType(PoolFullException.class).isThrownBy(() -> submit(TaskPriority.CRITICAL));

        critical.countDown();
    }

    @Test
    void heldRunThatIsLetGoIsExecutedByThatThread() throws Exception {
        fill(OnFull.CALLER_RUNS);
        HeldRun held = rig.supervisor.hold("mail", "held");

        held.release();

        assertThat(held.run().result()).isEqualTo("held");
        assertThat(ran).containsExactly("held here");
        assertThat(counts().rejected()).isZero();
    }

    @Test
    void heldRunThatIsLetGoWaitsForRoom() throws Exception {
        fill(OnFull.BLOCK);
        HeldRun held = rig.supervisor.hold("mail", "held");
        Thread committing = new Thread(held::release);
        committing.start();
        rig.time.awaitWaiters(1);

        release();

        committing.join();
        assertThat(held.run().get()).isEqualTo("held");
    }

    @Test
    void heldRunThatIsLetGoAndFindsNoRoomInTimeIsRejectedOnce() throws Exception {
        fill(OnFull.BLOCK);
        HeldRun held = rig.supervisor.hold("mail", "held");
        Thread committing = new Thread(held::release);
        committing.start();
        rig.time.awaitWaiters(1);

        rig.advance(PATIENCE);

        committing.join();
        assertRejected(held.run());
    }

    @Test
    void heldRunThatIsLetGoTakesThePlaceOfTheOldest() throws Exception {
        fill(OnFull.DISCARD_OLDEST);
        TaskRun<?> waiting = latest();
        HeldRun held = rig.supervisor.hold("mail", "held");

        held.release();

        assertRejected(waiting);
        release();
        assertThat(ran).containsExactly("held");
    }

    @Test
    void heldRunThatIsLetGoIsDiscarded() throws Exception {
        fill(OnFull.DISCARD);
        HeldRun held = rig.supervisor.hold("mail", "held");

        held.release();

        assertRejected(held.run());
    }

    @Test
    void runThatIsCancelledAsItIsDiscardedHasOneOutcome() throws Exception {
        fill(OnFull.DISCARD_OLDEST);
        for (int i = 0; i < 200; i++) {
            TaskRun<?> oldest = rig.supervisor.call("mail", "oldest " + i);
            Thread canceller = new Thread(() -> oldest.cancel(false));
            canceller.start();
            call("next " + i);
            canceller.join();
            assertThat(oldest.status()).isIn(RunStatus.REJECTED, RunStatus.CANCELLED);
            if (oldest.status() == RunStatus.CANCELLED) {
                assertThatExceptionOfType(CancellationException.class).isThrownBy(oldest::get);
            }
        }
        TaskCounts counts = counts();
        assertThat(counts.waiting()).isOne();
        assertThat(counts.rejected() + counts.cancelled()).isEqualTo(400);
    }
}
