package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.OverlapPolicy;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskState;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ticks that nobody looked at when they came. */
@Timeout(20)
class MissedTickTests {

    private static final Duration SECOND = PeriodicRig.SECOND;

    private static final TaskAttributes EVERY_SECOND = TaskAttributes.of(TaskAttribute.FIXED_RATE, SECOND);

    private static final TaskAttributes CATCH_UP = EVERY_SECOND.with(TaskAttribute.CATCH_UP, true);

    private static final Duration THREE_AND_A_HALF = Duration.ofMillis(3500);

    @Test
    void afterTheMachineSleptOneRunComesAndTheOtherTicksAreCounted() throws Exception {
        try (PeriodicRig rig = new PeriodicRig()) {
            rig.register(EVERY_SECOND);
            rig.advance(Duration.ZERO);
            rig.time.sleep(THREE_AND_A_HALF);
            rig.settle();
            assertThat(rig.ticks).containsExactly(0L, 1000L);
            assertThat(rig.counts().skipped()).isEqualTo(2);

            rig.advance(SECOND.dividedBy(2));
            assertThat(rig.ticks).containsExactly(0L, 1000L, 4000L);
        }
    }

    @Test
    void ticksMissedWhileQuietAreCountedAndNotMadeUpFor() throws Exception {
        try (PeriodicRig rig = new PeriodicRig()) {
            rig.register(EVERY_SECOND);
            rig.advance(Duration.ZERO);
            rig.supervisor().quiet();
            rig.pass(THREE_AND_A_HALF);
            rig.supervisor().resume();
            rig.settle();
            assertThat(rig.ticks).containsExactly(0L);
            assertThat(rig.counts().skipped()).isEqualTo(3);

            rig.advance(SECOND.dividedBy(2));
            assertThat(rig.ticks).containsExactly(0L, 4000L);
        }
    }

    @Test
    void tickThatIsDueAsTheSupervisorResumesRuns() throws Exception {
        try (PeriodicRig rig = new PeriodicRig()) {
            rig.register(EVERY_SECOND);
            rig.advance(Duration.ZERO);
            rig.supervisor().quiet();
            rig.pass(SECOND.multipliedBy(2));
            rig.supervisor().resume();
            rig.settle();
            assertThat(rig.ticks).containsExactly(0L, 2000L);
            assertThat(rig.counts().skipped()).isOne();
        }
    }

    @Test
    void supervisorThatWasStoppedAndStartedAgainKeepsTheGrid() throws Exception {
        try (PeriodicRig rig = new PeriodicRig()) {
            rig.register(EVERY_SECOND);
            rig.advance(Duration.ZERO);
            rig.supervisor().stop();
            rig.pass(THREE_AND_A_HALF);
            rig.supervisor().start();
            rig.advance(SECOND.dividedBy(2));
            assertThat(rig.ticks).containsExactly(0L, 4000L);
            assertThat(rig.counts().skipped()).isEqualTo(3);
        }
    }

    @Test
    void delayThatEndedMeanwhileIsCountedAndBeginsAnew() throws Exception {
        try (PeriodicRig rig = new PeriodicRig()) {
            rig.register(TaskAttributes.of(TaskAttribute.FIXED_DELAY, SECOND));
            rig.advance(Duration.ZERO);
            rig.supervisor().quiet();
            rig.pass(THREE_AND_A_HALF);
            rig.supervisor().resume();
            rig.settle();
            assertThat(rig.counts().skipped()).isOne();
            rig.advance(SECOND);
            assertThat(rig.ticks).containsExactly(0L, 4500L);
        }
    }

    @Test
    void delayOfARunThatEndedMeanwhileCountsFromItsEnd() throws Exception {
        try (PeriodicRig rig = new PeriodicRig()) {
            rig.registerHeld(TaskAttributes.of(TaskAttribute.FIXED_DELAY, SECOND.multipliedBy(3)));
            rig.pass(Duration.ZERO);
            rig.awaitBegun(1);
            rig.supervisor().quiet();
            rig.pass(SECOND);
            rig.letEnd(2);
            rig.settle();
            rig.pass(SECOND);
            rig.supervisor().resume();
            rig.advance(SECOND, 2);
            assertThat(rig.ticks).containsExactly(0L, 4000L);
            assertThat(rig.counts().skipped()).isZero();
        }
    }

    @Test
    void disabledTaskMissesNothingAndStartsAnew() throws Exception {
        try (PeriodicRig rig = new PeriodicRig()) {
            TaskControl task = rig.register(CATCH_UP);
            rig.advance(Duration.ZERO);
            task.disable();
            rig.pass(THREE_AND_A_HALF);
            task.enable();
            rig.settle();
            rig.advance(SECOND);
            assertThat(rig.ticks).containsExactly(0L, 3500L, 4500L);
            assertThat(rig.counts().skipped()).isZero();
        }
    }

    @Test
    void ticksAreMadeUpForInOrderAndEachStandsForItsOwnMoment() throws Exception {
        try (PeriodicRig rig = new PeriodicRig()) {
            rig.register(CATCH_UP);
            rig.advance(Duration.ZERO);
            rig.time.sleep(THREE_AND_A_HALF);
            rig.settle();
            assertThat(rig.ticks).containsExactly(0L, 1000L, 2000L, 3000L);

            rig.advance(SECOND.dividedBy(2));
            assertThat(rig.ticks).containsExactly(0L, 1000L, 2000L, 3000L, 4000L);
            assertThat(rig.counts().skipped()).isZero();
        }
    }

    @Test
    void ticksOfAQuietTimeAreMadeUpFor() throws Exception {
        try (PeriodicRig rig = new PeriodicRig()) {
            rig.register(CATCH_UP);
            rig.advance(Duration.ZERO);
            rig.supervisor().quiet();
            rig.pass(THREE_AND_A_HALF);
            rig.supervisor().resume();
            rig.settle();
            assertThat(rig.ticks).containsExactly(0L, 1000L, 2000L, 3000L);
            assertThat(rig.counts().skipped()).isZero();
        }
    }

    @Test
    void ticksThatComeMeanwhileJoinThoseThatAreMadeUpFor() throws Exception {
        try (PeriodicRig rig = new PeriodicRig()) {
            rig.registerHeld(CATCH_UP);
            rig.time.sleep(THREE_AND_A_HALF);
            rig.awaitBegun(1);
            rig.pass(SECOND);
            assertThat(rig.counts().running()).isOne();
            rig.letEnd(5);
            rig.settle();
            assertThat(rig.ticks).containsExactly(0L, 1000L, 2000L, 3000L, 4000L);
            assertThat(rig.counts().skipped()).isZero();
        }
    }

    @Test
    void runThatTakesLongerThanATickSkipsWithCatchUpToo() throws Exception {
        try (PeriodicRig rig = new PeriodicRig()) {
            rig.registerHeld(CATCH_UP);
            rig.pass(Duration.ZERO);
            rig.awaitBegun(1);
            rig.pass(SECOND.multipliedBy(2));
            rig.letEnd(1);
            rig.settle();
            assertThat(rig.ticks).containsExactly(0L);
            assertThat(rig.counts().skipped()).isEqualTo(2);
        }
    }

    @Test
    void runsThatMayOverlapAreMadeUpForAtOnce() throws Exception {
        try (PeriodicRig rig = new PeriodicRig()) {
            rig.registerHeld(CATCH_UP.with(TaskAttribute.OVERLAP, OverlapPolicy.ALLOW));
            rig.time.sleep(THREE_AND_A_HALF);
            rig.pass(Duration.ZERO);
            rig.awaitBegun(4);
            assertThat(rig.counts().running()).isEqualTo(4);
            assertThat(rig.ticks).containsExactlyInAnyOrder(0L, 1000L, 2000L, 3000L);
        }
    }

    @Test
    void millionMissedTicksAreOwedOrCountedAndNoneIsLost() throws Exception {
        try (PeriodicRig rig = new PeriodicRig()) {
            TaskControl task = rig.registerHeld(CATCH_UP);
            rig.time.sleep(Duration.ofSeconds(1_000_000));
            rig.awaitBegun(1);
            rig.letEnd(1);
            rig.supervisor().pool("default").awaitIdle(Rig.LONG);
            rig.pass(Duration.ZERO);
            rig.awaitBegun(1);

            task.disable();
            rig.pass(Duration.ZERO);
            assertThat(rig.ticks).containsExactly(0L, 1000L);
            assertThat(rig.counts().skipped()).isEqualTo(1_000_001 - 2);
        }
    }

    @Test
    void whatAnEndedTaskOwesIsCounted() throws Exception {
        try (PeriodicRig rig = new PeriodicRig()) {
            TaskControl task = rig.register(CATCH_UP, payload -> false);
            rig.time.sleep(THREE_AND_A_HALF);
            rig.settle();
            assertThat(task.snapshot().state()).isEqualTo(TaskState.ENDED);
            assertThat(rig.ticks).containsExactly(0L);
            assertThat(rig.counts().skipped()).isEqualTo(3);
        }
    }
}
