package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.tasky.spi.TickDelays;
import io.tasky.task.ErrorPolicy;
import io.tasky.task.OverlapPolicy;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskBody;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskState;
import io.tasky.task.WaitingFor;
import io.tasky.testing.CapturedLog;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a periodic task does after a run that failed. */
@Timeout(20)
class AfterFailureTests {

    private static final Duration SECOND = PeriodicRig.SECOND;

    /** Pauses of 2, 4, 8 seconds and so on. */
    private static final TickDelays DOUBLING = (task, failures) -> Duration.ofSeconds(1L << failures);

    private final PeriodicRig rig = new PeriodicRig(DOUBLING);

    private static TaskAttributes everySecond(ErrorPolicy onError) {
        return TaskAttributes.of(TaskAttribute.FIXED_RATE, SECOND).with(TaskAttribute.ON_ERROR, onError);
    }

    /** Fails in those runs, counted from 1. */
    private TaskBody failingIn(Integer... runs) {
        return payload -> {
            if (Set.of(runs).contains(rig.ticks.size())) {
                throw new IllegalStateException("run " + rig.ticks.size());
            }
            return null;
        };
    }

    @Test
    void pausesGrowAndTheTicksInThemAreSkipped() throws Exception {
        try (rig) {
            rig.register(everySecond(ErrorPolicy.BACK_OFF), failingIn(1, 2));
            rig.advance(Duration.ZERO);
            rig.advance(SECOND, 7);
            assertThat(rig.ticks).containsExactly(0L, 2000L, 6000L, 7000L);
            assertThat(rig.counts().skipped()).isEqualTo(4);
        }
    }

    @Test
    void taskSaysUntilWhenItBacksOff() throws Exception {
        try (rig) {
            TaskControl task = rig.register(everySecond(ErrorPolicy.BACK_OFF), failingIn(1));
            rig.advance(Duration.ZERO);
            assertThat(task.snapshot().waitingFor())
                    .isEqualTo(new WaitingFor(WaitingFor.Reason.BACKING_OFF, 1, 0, rig.start.plusSeconds(2), null));
            assertThat(task.snapshot().nextRun()).isEqualTo(rig.start.plusSeconds(2));
            rig.advance(SECOND, 2);
            assertThat(task.snapshot().waitingFor())
                    .isEqualTo(WaitingFor.until(WaitingFor.Reason.NOT_DUE, rig.start.plusSeconds(3)));
        }
    }

    @Test
    void successStartsThePausesAnew() throws Exception {
        try (rig) {
            rig.register(everySecond(ErrorPolicy.BACK_OFF), failingIn(1, 2, 4));
            rig.advance(Duration.ZERO);
            rig.advance(SECOND, 9);
            assertThat(rig.ticks).containsExactly(0L, 2000L, 6000L, 7000L, 9000L);
        }
    }

    @Test
    void delayIsNoShorterThanThePause() throws Exception {
        try (rig) {
            TaskControl task = rig.register(
                    TaskAttributes.of(TaskAttribute.FIXED_DELAY, Duration.ofSeconds(3))
                            .with(TaskAttribute.ON_ERROR, ErrorPolicy.BACK_OFF),
                    failingIn(1, 2));
            rig.advance(Duration.ZERO);
            assertThat(task.snapshot().nextRun()).isEqualTo(rig.start.plusSeconds(3));
            rig.advance(SECOND, 3);
            assertThat(task.snapshot().nextRun()).isEqualTo(rig.start.plusSeconds(7));
            rig.advance(SECOND, 7);
            assertThat(rig.ticks).containsExactly(0L, 3000L, 7000L, 10_000L);
            assertThat(rig.counts().skipped()).isZero();
        }
    }

    @Test
    void ticksInAPauseAreMadeUpForWhereTheTaskCatchesUp() throws Exception {
        try (rig) {
            rig.register(everySecond(ErrorPolicy.BACK_OFF).with(TaskAttribute.CATCH_UP, true), failingIn(1));
            rig.advance(Duration.ZERO);
            rig.advance(SECOND, 3);
            assertThat(rig.ticks).containsExactly(0L, 1000L, 2000L, 3000L);
            assertThat(rig.starts).containsExactly(0L, 2000L, 2000L, 3000L);
            assertThat(rig.counts().skipped()).isZero();
        }
    }

    @Test
    void timeOutIsAFailureAndACancelledRunIsNone() throws Exception {
        try (rig) {
            TaskControl task = rig.register(
                    everySecond(ErrorPolicy.BACK_OFF).with(TaskAttribute.TIMEOUT, Duration.ofMillis(500)), payload -> {
                        if (rig.ticks.size() == 1) {
                            TaskContext.current().sleep(Duration.ofDays(1));
                        }
                        return null;
                    });
            rig.pass(Duration.ZERO);
            rig.awaitBegun(1);
            rig.pass(Duration.ofMillis(500));
            rig.settle();
            assertThat(task.snapshot().counts().timedOut()).isOne();
            assertThat(task.snapshot().waitingFor())
                    .extracting(WaitingFor::reason)
                    .isEqualTo(WaitingFor.Reason.BACKING_OFF);
        }
    }

    @Test
    void failureEndsATaskThatIsToStopUntilItIsEnabledAgain() throws Exception {
        try (rig) {
            TaskControl task = rig.register(everySecond(ErrorPolicy.STOP), failingIn(2));
            rig.advance(Duration.ZERO);
            rig.advance(SECOND, 3);
            assertThat(rig.ticks).containsExactly(0L, 1000L);
            assertThat(task.snapshot().state()).isEqualTo(TaskState.ENDED);
            assertThat(task.snapshot().waitingFor()).isEqualTo(WaitingFor.of(WaitingFor.Reason.ENDED));

            task.enable();
            rig.settle();
            assertThat(rig.ticks).containsExactly(0L, 1000L, 3000L);
            assertThat(task.snapshot().state()).isEqualTo(TaskState.ENABLED);
        }
    }

    @Test
    void cancelledRunStopsNothing() throws Exception {
        try (rig) {
            TaskControl task = rig.registerHeld(everySecond(ErrorPolicy.STOP));
            rig.pass(Duration.ZERO);
            rig.awaitBegun(1);
            rig.supervisor()
                    .runs(0, 1)
                    .items()
                    .forEach(run -> rig.supervisor().run(run.id()).orElseThrow().cancel(true));
            rig.settle();
            assertThat(task.snapshot().counts().cancelled()).isOne();
            assertThat(task.snapshot().state()).isEqualTo(TaskState.ENABLED);
        }
    }

    @Test
    void supervisorWithoutPausesSaysSo() {
        try (PeriodicRig without = new PeriodicRig()) {
            assertThatThrownBy(() -> without.register(everySecond(ErrorPolicy.BACK_OFF)))
                    .isInstanceOfSatisfying(
                            TaskConfigurationException.class,
                            failure -> assertThat(failure.remedy())
                                    .isEqualTo(
                                            "Give the builder tickDelays, or let the task CONTINUE or STOP after failures."))
                    .hasMessage("Task 'tick' is to back off after failures, and this supervisor was built without"
                            + " that.");
        }
    }

    @Test
    void taskWhosePauseCannotBeToldGoesOnWithoutOne() throws Exception {
        TickDelays failing = (task, failures) -> {
            if (failures == 2) {
                throw new IllegalStateException("no pause");
            }
            return SECOND.multipliedBy(2);
        };
        try (CapturedLog log = new CapturedLog();
                PeriodicRig failingRig = new PeriodicRig(failing)) {
            failingRig.register(everySecond(ErrorPolicy.BACK_OFF), payload -> {
                throw new IllegalStateException("run");
            });
            failingRig.advance(Duration.ZERO);
            failingRig.advance(SECOND, 5);
            assertThat(failingRig.ticks).containsExactly(0L, 2000L, 3000L, 5000L);
            assertThat(log.messagesAt(Level.ERROR))
                    .contains("How long task 'tick' is to pause after failure 2 in a row could not be told;"
                            + " it goes on without a pause");
        }
    }

    @Test
    void runsThatFailAtTheSameTimeCountOneAfterTheOther() throws Exception {
        Queue<Integer> asked = new ConcurrentLinkedQueue<>();
        CyclicBarrier together = new CyclicBarrier(2);
        TickDelays meeting = (task, failures) -> {
            asked.add(failures);
            if (asked.size() > 1 && failures == 1) {
                meet(together);
            }
            return Duration.ofSeconds(10L * failures);
        };
        try (PeriodicRig both = new PeriodicRig(meeting)) {
            TaskControl task = both.register(
                    everySecond(ErrorPolicy.BACK_OFF).with(TaskAttribute.OVERLAP, OverlapPolicy.ALLOW), payload -> {
                        meet(together);
                        throw new IllegalStateException("run");
                    });
            both.pass(Duration.ZERO);
            both.pass(SECOND);
            both.settle();
            assertThat(asked).containsExactly(1, 1, 1, 2);
            assertThat(task.snapshot().waitingFor())
                    .isEqualTo(new WaitingFor(WaitingFor.Reason.BACKING_OFF, 2, 0, both.start.plusSeconds(21), null));
        }
    }

    private static void meet(CyclicBarrier together) {
        try {
            together.await(20, TimeUnit.SECONDS);
        } catch (Exception ex) {
            throw new IllegalStateException(ex);
        }
    }
}
