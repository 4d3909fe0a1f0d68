package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tasky.task.OverlapPolicy;
import io.tasky.task.RunOptions;
import io.tasky.task.RunSnapshot;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskBody;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import io.tasky.task.TaskState;
import io.tasky.task.WaitingFor;
import io.tasky.task.WaitingFor.Reason;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that somebody asks for, whatever the task's schedule. */
@Timeout(30)
class TriggerTests {

    private static final Duration HOUR = Duration.ofHours(1);

    private static final TaskAttributes QUEUE_ONE = TaskAttributes.of(TaskAttribute.FIXED_RATE, PeriodicRig.SECOND)
            .with(TaskAttribute.OVERLAP, OverlapPolicy.QUEUE_ONE);

    private final AtomicInteger calls = new AtomicInteger();

    private final Semaphore begun = new Semaphore(0);

    private final Semaphore end = new Semaphore(0);

    private TaskDefinition define(String kind) {
        TaskBody body = payload -> {
            int call = calls.incrementAndGet();
            begun.release();
            end.acquire();
            return call;
        };
        return switch (kind) {
            case "periodic" ->
                TaskDefinition.periodic("job")
                        .fixedRate(HOUR)
                        .initialDelay(HOUR)
                        .body(body);
            case "timer" -> TaskDefinition.timer("job").delay(HOUR).body(body);
            default -> TaskDefinition.background("job").body(body);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"periodic", "timer", "background"})
    void triggerRunsTheTaskOnce(String kind) throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskRun<@Nullable Object> run =
                    rig.supervisor.register(define(kind)).trigger();
            end.release();
            assertThat(run.get()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"periodic", "timer", "background"})
    void whileOneGoesOnAtMostOneFollows(String kind) throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskControl task = rig.supervisor.register(define(kind));
            TaskRun<@Nullable Object> first = task.trigger();
            begun.acquire();
            TaskRun<@Nullable Object> second = task.trigger();
            assertThatObject(second).isNotSameAs(first);
            assertThatObject(task.trigger()).isSameAs(second);
            assertThat(second.status()).isEqualTo(RunStatus.WAITING);
            assertThat(task.snapshot().counts().waiting()).isOne();
            end.release();
            assertThat(first.get()).isEqualTo(1);
            begun.acquire();
            assertThat(second.status()).isEqualTo(RunStatus.RUNNING);
            TaskRun<@Nullable Object> third = task.trigger();
            assertThatObject(third).isNotSameAs(second);
            end.release(2);
            assertThat(second.get()).isEqualTo(2);
            assertThat(third.get()).isEqualTo(3);
            rig.awaitIdle();
            assertThat(task.snapshot().counts().waiting()).isZero();
        }
    }

    @Test
    void runThatIsToFollowIsListedWithItsReasonAndCanBeCancelled() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskControl task = rig.supervisor.register(define("periodic"));
            TaskRun<?> first = task.trigger();
            begun.acquire();
            TaskRun<?> second = task.trigger();
            WaitingFor reason = Objects.requireNonNull(
                    rig.supervisor.runs(0, 10).items().get(1).waitingFor());
            assertThat(reason).isEqualTo(WaitingFor.of(Reason.RUN_BEFORE));
            assertThat(reason.text()).isEqualTo("waits for the end of the run before");
            assertThat(second.cancel(false)).isTrue();
            TaskRun<?> third = task.trigger();
            assertThatObject(third).isNotSameAs(second);
            end.release(2);
            first.get();
            assertThat(third.get()).isEqualTo(2);
            rig.awaitIdle();
            assertThat(task.snapshot().counts().waiting()).isZero();
            end.release();
            rig.advanceAndAwait(HOUR);
            assertThat(calls).hasValue(3);
        }
    }

    @Test
    void runThatIsToFollowOneOfABackgroundTaskIsListedToo() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskControl task = rig.supervisor.register(define("background"));
            TaskRun<?> first = task.trigger();
            begun.acquire();
            assertThat(first.isDone()).isFalse();
            TaskRun<?> second = task.trigger();
            RunSnapshot listed = rig.supervisor.runs(0, 10).items().get(1);
            assertThat(listed.id()).isEqualTo(second.id());
            assertThat(listed.waitingFor()).isEqualTo(WaitingFor.of(Reason.RUN_BEFORE));
            rig.supervisor.stop();
            assertThat(second.status()).isEqualTo(RunStatus.CANCELLED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"periodic", "timer", "background"})
    void triggerWorksWhileTheTaskIsPaused(String kind) throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskControl task = rig.supervisor.register(define(kind));
            task.pause();
            TaskRun<?> first = task.trigger();
            begun.acquire();
            TaskRun<?> second = task.trigger();
            end.release(2);
            assertThat(first.get()).isEqualTo(1);
            assertThat(second.get()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"periodic", "timer"})
    void triggerLetsTheRunGoThatThePauseHoldsUp(String kind) throws Exception {
        try (Rig rig = Rig.narrow(10).started()) {
            TaskControl task = rig.supervisor.register(define(kind));
            var blocker = rig.occupySlot(TaskPriority.NORMAL);
            rig.advance(HOUR);
            assertThat(task.snapshot().counts().waiting()).isOne();
            task.pause();
            blocker.countDown();
            rig.awaitIdle();
            assertThat(calls).hasValue(0);

            TaskRun<?> run = task.trigger();
            begun.acquire();
            TaskRun<?> second = task.trigger();
            assertThatObject(second).isNotSameAs(run);
            end.release(2);
            assertThat(run.get()).isEqualTo(1);
            assertThat(second.get()).isEqualTo(2);
            task.resume();
            rig.awaitIdle();
            assertThat(calls).hasValue(2);
            assertThat(task.snapshot().counts().waiting()).isZero();
        }
    }

    @Test
    void runThatIsToFollowStandsForTheTickThatWasQueued() throws Exception {
        try (PeriodicRig rig = new PeriodicRig()) {
            TaskControl task = rig.registerHeld(QUEUE_ONE);
            rig.pass(Duration.ZERO);
            rig.awaitBegun(1);
            rig.pass(PeriodicRig.SECOND);
            TaskRun<?> follows = task.trigger();
            assertThatObject(task.trigger()).isSameAs(follows);
            rig.pass(PeriodicRig.SECOND);
            rig.letEnd(2);
            follows.get();
            rig.settle();
            assertThat(rig.ticks).containsExactly(0L, 1000L);
            assertThat(rig.counts().skipped()).isOne();
        }
    }

    @Test
    void tickIsNotQueuedWhereATriggeredRunFollowsAnyway() throws Exception {
        try (PeriodicRig rig = new PeriodicRig()) {
            TaskControl task = rig.registerHeld(QUEUE_ONE);
            rig.pass(Duration.ZERO);
            rig.awaitBegun(1);
            TaskRun<?> follows = task.trigger();
            rig.pass(PeriodicRig.SECOND);
            rig.letEnd(2);
            follows.get();
            rig.settle();
            assertThat(rig.ticks).containsExactly(0L, 0L);
            assertThat(rig.counts().skipped()).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"periodic", "timer", "background"})
    void disabledTaskRefusesATrigger(String kind) {
        try (Rig rig = new Rig().started()) {
            TaskControl task = rig.supervisor.register(define(kind));
            task.disable();
            assertThatThrownBy(task::trigger)
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessage("Task 'job' is DISABLED and takes no calls. Enable it first, or do not call it.");
            assertThat(task.snapshot().counts().waiting()).isZero();
        }
    }

    @Test
    void supervisorThatHasNotStartedRefusesATrigger() {
        try (Rig rig = new Rig()) {
            TaskControl task = rig.supervisor.register(define("periodic"));
            assertThatThrownBy(task::trigger)
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessage("The supervisor is CREATED and runs no task now: 'job'. Start it first.");
        }
    }

    @Test
    void workerOfAQueueSaysWhatToDoInstead() {
        try (Rig rig = new Rig().started()) {
            TaskControl task = rig.supervisor.register(
                    TaskDefinition.queue("ship").queue("orders").forEach(item -> {}));
            assertThatThrownBy(task::trigger)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage(
                            "Task 'ship' is a QUEUE task, which does nothing without an item. Put one into its queue"
                                    + " 'orders' instead.");
        }
    }

    @Test
    void triggeredRunIsAdmittedToAFullLine() throws Exception {
        try (Rig rig = Rig.narrow(1).started()) {
            TaskControl task = rig.supervisor.register(define("timer"));
            var blocker = rig.occupySlot(TaskPriority.NORMAL);
            TaskRun<?> waiting = rig.supervisor.submit(() -> null, RunOptions.DEFAULTS);
            TaskRun<?> run = task.trigger();
            blocker.countDown();
            end.release();
            assertThat(run.get()).isEqualTo(1);
            assertThat(waiting.get()).isNull();
        }
    }

    @Test
    void runThatIsToFollowGoesBeforeTheNextOneOfTheTimerItself() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskControl task = rig.supervisor.register(define("timer"));
            rig.advance(HOUR);
            begun.acquire();
            TaskRun<?> follows = task.trigger();
            rig.supervisor.timer("job").reset();
            rig.advance(HOUR);
            end.release();
            begun.acquire();
            assertThat(follows.status()).isEqualTo(RunStatus.RUNNING);

            end.release();
            begun.acquire();
            end.release();
            rig.awaitIdle();
            assertThat(follows.get()).isEqualTo(2);
            assertThat(calls).hasValue(3);
        }
    }

    @Test
    void runThatIsToFollowTheLastOneOfItsTaskIsCancelled() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskControl task = rig.supervisor.register(TaskDefinition.periodic("job")
                    .fixedRate(HOUR)
                    .initialDelay(HOUR)
                    .body(payload -> {
                        begun.release();
                        end.acquire();
                        return false;
                    }));
            TaskRun<?> last = task.trigger();
            begun.acquire();
            TaskRun<?> follows = task.trigger();
            end.release(2);
            assertThat(last.get()).isEqualTo(false);
            assertThatThrownBy(follows::get).isInstanceOf(CancellationException.class);
            rig.awaitIdle();
            assertThat(task.snapshot().state()).isEqualTo(TaskState.ENDED);
            assertThat(task.snapshot().counts().waiting()).isZero();
            assertThat(((ClockedTask) task).isBusy()).isFalse();

            task.enable();
            TaskRun<?> again = task.trigger();
            assertThat(again.get()).isEqualTo(false);
        }
    }
}
