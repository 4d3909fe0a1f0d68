package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tasky.pool.PoolConfig;
import io.tasky.pool.PoolFullException;
import io.tasky.task.RetryPolicy;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskCounts;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskRun;
import io.tasky.task.TaskState;
import io.tasky.task.WaitingFor;
import io.tasky.task.WaitingFor.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a paused task does not start, what it keeps, and what goes on when it is resumed. */
@Timeout(30)
class PauseTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final AtomicInteger calls = new AtomicInteger();

    private static TaskCounts counts(TaskControl task) {
        return task.snapshot().counts();
    }

    private TaskControl mail(Rig rig) {
        return rig.supervisor.register(
                TaskDefinition.background("mail").body(payload -> "sent " + calls.incrementAndGet()));
    }

    private static WaitingFor reason(Rig rig, TaskRun<?> run) {
        return rig.supervisor.runs(0, 100).items().stream()
                .filter(one -> one.id().equals(run.id()))
                .map(one -> Objects.requireNonNull(one.waitingFor()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void callsOfAPausedTaskAreAcceptedAndWait() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskControl task = mail(rig);
            task.pause();
            TaskRun<@Nullable Object> run = rig.supervisor.call("mail", null);
            rig.awaitIdle();
            assertThat(run.status()).isEqualTo(RunStatus.WAITING);
            assertThat(reason(rig, run)).isEqualTo(WaitingFor.of(Reason.PAUSED));
            assertThat(task.snapshot().waitingFor()).isEqualTo(WaitingFor.of(Reason.PAUSED));
            assertThat(counts(task).waiting()).isOne();
            assertThat(rig.supervisor.run(run.id())).isPresent();

            task.resume();
            assertThat(run.get()).isEqualTo("sent 1");
            assertThat(task.snapshot().state()).isEqualTo(TaskState.ENABLED);
        }
    }

    @Test
    void noMoreCallsWaitThanInALineOfThePool() throws Exception {
        try (Rig rig = Rig.narrow(2).started()) {
            TaskControl task = mail(rig);
            task.pause();
            List<TaskRun<?>> waiting = List.of(rig.supervisor.call("mail", null), rig.supervisor.call("mail", null));
            assertThatThrownBy(() -> rig.supervisor.call("mail", null))
                    .isInstanceOf(PoolFullException.class)
                    .hasMessage(
                            "Task 'mail' has no room for one more run: 2 wait (paused), and no more may (max-waiting of"
                                    + " pool 'default'). Submit less, or raise tasky.pools.default.max-waiting.");
            assertThat(counts(task).rejected()).isOne();
            task.resume();
            for (TaskRun<?> run : waiting) {
                run.get();
            }
            assertThat(calls).hasValue(2);
        }
    }

    @Test
    void runsThatWaitForASlotWaitForTheResumeInTheirOrder() throws Exception {
        try (Rig rig = Rig.narrow(10).started()) {
            List<Object> order = new CopyOnWriteArrayList<>();
            TaskControl task = rig.supervisor.register(
                    TaskDefinition.background("mail").body(payload -> order.add(Objects.requireNonNull(payload))));
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            TaskRun<?> first = rig.supervisor.call("mail", 1);
            TaskRun<?> second = rig.supervisor.call("mail", 2);
            task.pause();
            TaskRun<?> third = rig.supervisor.call("mail", 3);
            blocker.countDown();
            rig.awaitIdle();
            assertThat(order).isEmpty();
            assertThat(first.status()).isEqualTo(RunStatus.WAITING);

            task.resume();
            first.get();
            second.get();
            third.get();
            assertThat(order).containsExactly(1, 2, 3);
        }
    }

    @Test
    void resumedRunsAreAdmittedToAFullLine() throws Exception {
        try (Rig rig = Rig.narrow(1).started()) {
            TaskControl task = mail(rig);
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            TaskRun<?> run = rig.supervisor.call("mail", null);
            task.pause();
            TaskRun<?> other = rig.supervisor.submit(() -> "other", io.tasky.task.RunOptions.DEFAULTS);
            task.resume();
            blocker.countDown();
            assertThat(run.get()).isEqualTo("sent 1");
            assertThat(other.get()).isEqualTo("other");
        }
    }

    @Test
    void runThatGoesOnFinishesAndItsRetryWaitsForTheResume() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskControl task = rig.supervisor.register(TaskDefinition.background("mail")
                    .retry(RetryPolicy.fixed(1, Duration.ofSeconds(1)))
                    .call(() -> {
                        if (calls.incrementAndGet() == 1) {
                            throw new IllegalStateException("first");
                        }
                        return "second";
                    }));
            TaskRun<@Nullable Object> run = rig.supervisor.call("mail", null);
            rig.awaitIdle();
            task.pause();
            rig.advanceAndAwait(Duration.ofSeconds(5));
            assertThat(run.status()).isEqualTo(RunStatus.RETRYING);
            assertThat(reason(rig, run).reason()).isEqualTo(Reason.PAUSED);
            task.resume();
            assertThat(run.get()).isEqualTo("second");
        }
    }

    @Test
    void ticksOfAPausedTaskAreCountedAndNotMadeUp() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskControl task = rig.supervisor.register(TaskDefinition.periodic("tick")
                    .fixedRate(Duration.ofSeconds(10))
                    .run(calls::incrementAndGet));
            rig.advanceAndAwait(Duration.ZERO);
            assertThat(calls).hasValue(1);
            rig.advanceAndAwait(Duration.ofSeconds(4));
            task.pause();
            rig.advanceAndAwait(Duration.ofSeconds(31));
            assertThat(calls).hasValue(1);
            assertThat(counts(task).skipped()).isEqualTo(3);

            task.resume();
            rig.awaitIdle();
            assertThat(calls).hasValue(1);
            rig.advanceAndAwait(Duration.ofSeconds(5));
            assertThat(calls).hasValue(2);
            assertThat(counts(task).skipped()).isEqualTo(3);
        }
    }

    @Test
    void ticksOfAPausedTaskThatWasUnregisteredAreNotCounted() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskControl task = rig.supervisor.register(
                    TaskDefinition.periodic("tick").fixedRate(SECOND).run(() -> {}));
            rig.advanceAndAwait(Duration.ZERO);
            task.pause();
            rig.advance(SECOND);
            rig.supervisor.unregister("tick");
            rig.advance(SECOND.multipliedBy(100));
            assertThat(task.snapshot().counts().skipped()).isOne();
        }
    }

    @Test
    void ticksOfAPausedTaskWhoseSupervisorStopsAreCountedWhenItStartsAgain() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskControl task = rig.supervisor.register(
                    TaskDefinition.periodic("tick").fixedRate(SECOND).run(() -> {}));
            rig.advanceAndAwait(Duration.ZERO);
            task.pause();
            rig.supervisor.stop();
            rig.advance(SECOND.multipliedBy(100));
            assertThat(task.snapshot().counts().skipped()).isZero();
            rig.started();
            rig.advance(SECOND);
            assertThat(task.snapshot().counts().skipped()).isEqualTo(101);
        }
    }

    @Test
    void pauseAfterTheEndOfARunBeginsAnewWithTheResume() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskControl task = rig.supervisor.register(TaskDefinition.periodic("tick")
                    .fixedDelay(Duration.ofSeconds(10))
                    .run(calls::incrementAndGet));
            rig.advanceAndAwait(Duration.ZERO);
            task.pause();
            rig.advanceAndAwait(Duration.ofSeconds(25));
            assertThat(counts(task).skipped()).isOne();
            task.resume();
            rig.advanceAndAwait(Duration.ofSeconds(9));
            assertThat(calls).hasValue(1);
            rig.advanceAndAwait(Duration.ofSeconds(1));
            assertThat(calls).hasValue(2);
        }
    }

    @Test
    void timerThatWasDueFiresOnceOnResume() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskControl task = rig.supervisor.register(
                    TaskDefinition.timer("bell").delay(Duration.ofSeconds(10)).run(calls::incrementAndGet));
            task.pause();
            rig.advanceAndAwait(Duration.ofMinutes(1));
            assertThat(calls).hasValue(0);
            task.resume();
            rig.advanceAndAwait(Duration.ZERO);
            assertThat(calls).hasValue(1);
            rig.advanceAndAwait(Duration.ofMinutes(1));
            assertThat(calls).hasValue(1);
        }
    }

    @Test
    void queueOfAPausedWorkerTakesItems() throws Exception {
        try (Rig rig = new Rig().started()) {
            List<Object> seen = new CopyOnWriteArrayList<>();
            TaskControl task =
                    rig.supervisor.register(TaskDefinition.queue("orders").<String>forEach(seen::add));
            TaskQueue<String> queue = rig.supervisor.queue("orders");
            task.pause();
            queue.put("a");
            queue.put("b");
            rig.awaitIdle();
            assertThat(seen).isEmpty();
            assertThat(queue.size()).isEqualTo(2);
            assertThat(task.snapshot().waitingFor()).isEqualTo(WaitingFor.of(Reason.PAUSED));
            task.resume();
            rig.awaitIdle();
            assertThat(seen).containsExactly("a", "b");
        }
    }

    @Test
    void runThatWasCancelledInAPauseNeverStarts() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskControl task = mail(rig);
            task.pause();
            TaskRun<?> run = rig.supervisor.call("mail", null);
            assertThat(run.cancel(false)).isTrue();
            assertThat(rig.supervisor.runs(0, 10).items()).isEmpty();
            task.resume();
            rig.awaitIdle();
            assertThat(calls).hasValue(0);
            assertThat(counts(task).cancelled()).isOne();
            assertThat(counts(task).waiting()).isZero();
        }
    }

    @Test
    void stopCancelsWhatWaitsForAResumeAtOnce() throws Exception {
        try (Rig rig = new Rig(
                        builder -> builder.shutdown(new ShutdownPolicy(Duration.ofDays(1), Duration.ofSeconds(5))))
                .started()) {
            TaskControl task = mail(rig);
            task.pause();
            TaskRun<?> run = rig.supervisor.call("mail", null);
            StopReport report = rig.supervisor.stop();
            assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
            assertThat(report.left()).containsExactly(java.util.Map.entry("mail", 1));
            assertThat(report.took()).isZero();
        }
    }

    @Test
    void disabledTaskKeepsWhatWaitsAndRefusesCalls() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskControl task = mail(rig);
            task.pause();
            TaskRun<?> run = rig.supervisor.call("mail", null);
            task.disable();
            assertThatThrownBy(() -> rig.supervisor.call("mail", null)).hasMessageContaining("is DISABLED");
            rig.awaitIdle();
            assertThat(run.status()).isEqualTo(RunStatus.WAITING);
            assertThat(reason(rig, run)).isEqualTo(WaitingFor.of(Reason.DISABLED));
            task.enable();
            assertThat(run.get()).isEqualTo("sent 1");
            assertThat(task.snapshot().state()).isEqualTo(TaskState.ENABLED);
        }
    }

    @Test
    void repeatedSwitchesChangeNothing() {
        try (Rig rig = new Rig().started()) {
            TaskControl task = mail(rig);
            task.resume();
            task.enable();
            assertThat(task.snapshot().state()).isEqualTo(TaskState.ENABLED);
            task.pause();
            task.pause();
            assertThat(task.snapshot().state()).isEqualTo(TaskState.PAUSED);
            task.resume();
            task.resume();
            task.disable();
            task.disable();
            assertThat(task.snapshot().state()).isEqualTo(TaskState.DISABLED);
        }
    }

    @Test
    void disabledTaskIsNeitherPausedNorResumed() {
        try (Rig rig = new Rig().started()) {
            TaskControl task = mail(rig);
            task.pause();
            task.disable();
            assertThatIllegalStateException()
                    .isThrownBy(task::pause)
                    .withMessage(
                            "Task 'mail' is DISABLED and cannot be paused: it starts nothing anyway. Enable it first.");
            assertThatIllegalStateException()
                    .isThrownBy(task::resume)
                    .withMessage("Task 'mail' is DISABLED and cannot be resumed: it is not paused. Enable it instead.");
            task.enable();
            assertThat(task.snapshot().state()).isEqualTo(TaskState.ENABLED);
        }
    }

    @Test
    void criticalRunsWaitAsWell() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskControl task = rig.supervisor.register(TaskDefinition.background("alarm")
                    .priority(TaskPriority.CRITICAL)
                    .call(calls::incrementAndGet));
            task.pause();
            TaskRun<?> run = rig.supervisor.call("alarm", null);
            rig.awaitIdle();
            assertThat(calls).hasValue(0);
            task.resume();
            assertThat(run.get()).isEqualTo(1);
        }
    }

    @Test
    void fullGateDiscardsTheOldestWhereALineWould() throws Exception {
        PoolConfig config = PoolConfig.of(PoolConfig.DEFAULT_POOL, 1)
                .withLimits(1, 10)
                .withOnFull(io.tasky.pool.OnFull.DISCARD_OLDEST, Duration.ZERO);
        try (Rig rig = new Rig(config).started()) {
            TaskControl task = mail(rig);
            task.pause();
            TaskRun<?> oldest = rig.supervisor.call("mail", null);
            TaskRun<?> youngest = rig.supervisor.call("mail", null);
            assertThat(oldest.status()).isEqualTo(RunStatus.REJECTED);
            task.resume();
            assertThat(youngest.get()).isEqualTo("sent 1");
        }
    }
}
