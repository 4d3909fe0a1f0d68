package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.testing.Refusals;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Schedules that change while they run, and what comes of them. */
@Timeout(20)
class RescheduleTests {

    private static final Duration SECOND = PeriodicRig.SECOND;

    private static final TaskAttributes EVERY_TEN = rate(Duration.ofSeconds(10));

    private final PeriodicRig rig = new PeriodicRig();

    private static TaskAttributes rate(Duration rate) {
        return TaskAttributes.of(TaskAttribute.FIXED_RATE, rate);
    }

    private static TaskAttributes delay(Duration delay) {
        return TaskAttributes.of(TaskAttribute.FIXED_DELAY, delay);
    }

    @Test
    void newRateCountsFromNow() throws Exception {
        try (rig) {
            TaskControl task = rig.register(EVERY_TEN);
            rig.advance(SECOND, 3);
            task.reschedule(rate(SECOND));
            assertThat(task.snapshot().schedule()).isEqualTo("fixed rate PT1S");
            assertThat(task.snapshot().nextRun()).isEqualTo(rig.start.plusSeconds(4));
            rig.advance(SECOND, 2);
            assertThat(rig.ticks).containsExactly(0L, 4000L, 5000L);

            task.reschedule(EVERY_TEN);
            rig.advance(SECOND, 10);
            assertThat(rig.ticks).containsExactly(0L, 4000L, 5000L, 15_000L);
            assertThat(rig.counts().skipped()).isZero();
        }
    }

    @Test
    void initialDelaySaysWhenTheNewScheduleBegins() throws Exception {
        try (rig) {
            TaskControl task = rig.register(EVERY_TEN);
            rig.advance(SECOND);
            task.reschedule(rate(SECOND).with(TaskAttribute.INITIAL_DELAY, Duration.ZERO));
            rig.settle();
            rig.advance(SECOND);
            assertThat(rig.ticks).containsExactly(0L, 1000L, 2000L);
        }
    }

    @Test
    void rateTakesEffectWhileARunGoesOn() throws Exception {
        try (rig) {
            TaskControl task = rig.registerHeld(EVERY_TEN);
            rig.pass(Duration.ZERO);
            rig.awaitBegun(1);
            task.reschedule(rate(SECOND));
            rig.pass(SECOND.multipliedBy(2));
            assertThat(rig.counts().skipped()).isEqualTo(2);
            rig.letEnd(2);
            rig.settle();
            rig.advance(SECOND);
            assertThat(rig.ticks).containsExactly(0L, 3000L);
        }
    }

    @Test
    void delayCountsFromTheEndOfTheRunThatGoesOn() throws Exception {
        try (rig) {
            TaskControl task = rig.registerHeld(EVERY_TEN);
            rig.pass(Duration.ZERO);
            rig.awaitBegun(1);
            rig.pass(SECOND);
            task.reschedule(delay(SECOND.multipliedBy(2)));
            assertThat(task.snapshot().nextRun()).isNull();
            rig.pass(SECOND.multipliedBy(4));
            rig.letEnd(2);
            rig.settle();
            assertThat(task.nextRuns(10)).containsExactly(rig.start.plusSeconds(7));
            rig.advance(SECOND.multipliedBy(2));
            assertThat(rig.ticks).containsExactly(0L, 7000L);
            assertThat(rig.counts().skipped()).isZero();
        }
    }

    @Test
    void whatRefinesAScheduleIsLaidOverIt() {
        try (rig) {
            TaskControl task = rig.register(EVERY_TEN);
            task.reschedule(TaskAttributes.of(TaskAttribute.JITTER, SECOND));
            assertThat(task.snapshot().schedule()).isEqualTo("fixed rate PT10S, jitter PT1S");
            task.reschedule(rate(SECOND));
            assertThat(task.snapshot().schedule()).isEqualTo("fixed rate PT1S");
        }
    }

    @Test
    void scheduleThatChangesWhileTheTaskIsDisabledHoldsOnceItIsEnabled() throws Exception {
        try (rig) {
            TaskControl task = rig.register(EVERY_TEN);
            rig.advance(Duration.ZERO);
            task.disable();
            task.reschedule(rate(SECOND));
            rig.advance(SECOND, 3);
            assertThat(task.nextRuns(3)).isEmpty();
            task.enable();
            rig.settle();
            rig.advance(SECOND);
            assertThat(rig.ticks).containsExactly(0L, 3000L, 4000L);
        }
    }

    @Test
    void scheduleThatChangesWhileTheSupervisorIsQuietCountsFromTheChange() throws Exception {
        try (rig) {
            TaskControl task = rig.register(EVERY_TEN);
            rig.advance(Duration.ZERO);
            rig.supervisor().quiet();
            rig.pass(SECOND);
            task.reschedule(rate(SECOND));
            rig.pass(Duration.ofMillis(2500));
            rig.supervisor().resume();
            rig.advance(SECOND);
            assertThat(rig.ticks).containsExactly(0L, 4000L);
            assertThat(rig.counts().skipped()).isEqualTo(2);
        }
    }

    @Test
    void ticksThatWereOwedAreCounted() throws Exception {
        try (rig) {
            TaskControl task = rig.registerHeld(rate(SECOND).with(TaskAttribute.CATCH_UP, true));
            rig.time.sleep(SECOND.multipliedBy(5));
            rig.awaitBegun(1);
            task.reschedule(EVERY_TEN);
            assertThat(rig.counts().skipped()).isEqualTo(5);
        }
    }

    @Test
    void changeIsSeenInTheVersion() {
        try (rig) {
            TaskControl task = rig.register(EVERY_TEN);
            long before = task.snapshot().version();
            task.reschedule(rate(SECOND));
            assertThat(task.snapshot().version()).isGreaterThan(before);
        }
    }

    @Test
    void scheduleThatCannotWorkIsRefusedAndTheOldOneHolds() {
        try (rig) {
            TaskControl task = rig.register(EVERY_TEN);
            assertRefused(
                    task,
                    rate(SECOND).with(TaskAttribute.FIXED_DELAY, SECOND),
                    "Task 'tick' (test tick) says fixedRate and fixedDelay, of which only one can hold.");
            assertRefused(
                    task,
                    TaskAttributes.of(TaskAttribute.JITTER, Duration.ofSeconds(10)),
                    "Task 'tick' (test tick) says fixedRate PT10S and jitter PT10S, so that a tick could start after the"
                            + " next one.");
            assertRefused(
                    task,
                    TaskAttributes.of(TaskAttribute.ZONE, ZoneOffset.UTC),
                    "Task 'tick' (test tick) says zone Z without cron, the only one it goes with.");
            assertRefused(
                    task,
                    TaskAttributes.of(TaskAttribute.CRON, "* * * * * *"),
                    "The cron expression '* * * * * *' cannot be read: this supervisor was built without cron.");
            assertThat(task.snapshot().schedule()).isEqualTo("fixed rate PT10S");
        }
    }

    @Test
    void whatIsNoScheduleIsRefused() {
        try (rig) {
            TaskControl task = rig.register(EVERY_TEN);
            String remedy = "Say fixedRate, fixedDelay, cron, zone, initialDelay or jitter, and nothing else.";
            TaskAttributes more =
                    rate(SECOND).with(TaskAttribute.PRIORITY, TaskPriority.LOW).with(TaskAttribute.CATCH_UP, true);
            Refusals.assertRefused(
                    () -> task.reschedule(more),
                    "The new schedule of task 'tick' says priority and catchUp, and must say when it is due.",
                    remedy);
            Refusals.assertRefused(
                    () -> task.reschedule(TaskAttributes.NONE),
                    "The new schedule of task 'tick' says nothing, and must say when it is due.",
                    remedy);
        }
    }

    private static void assertRefused(TaskControl task, TaskAttributes schedule, String text) {
        assertThatThrownBy(() -> task.reschedule(schedule))
                .isInstanceOf(TaskConfigurationException.class)
                .hasMessage(text);
    }

    @ParameterizedTest
    @EnumSource(names = {"TIMER", "QUEUE", "BACKGROUND"})
    void otherKindsRefuse(TaskKind kind) {
        try (Rig other = new Rig()) {
            TaskControl task =
                    other.register(kind, "other", TaskAttributes.of(TaskAttribute.DELAY, SECOND), payload -> null);
            assertThatThrownBy(() -> task.reschedule(EVERY_TEN))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Task 'other' is of kind " + kind
                            + " and has no schedule to change. Only periodic tasks can be rescheduled.");
        }
    }

    @Test
    void nextRunsAreThoseOfTheGrid() throws Exception {
        try (rig) {
            TaskControl task = rig.register(EVERY_TEN);
            rig.advance(SECOND);
            assertThat(task.nextRuns(10))
                    .hasSize(10)
                    .startsWith(rig.start.plusSeconds(10), rig.start.plusSeconds(20))
                    .endsWith(rig.start.plusSeconds(100));
            assertThat(task.nextRuns(0)).isEmpty();
            assertThatThrownBy(() -> task.nextRuns(1001))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("The number of next runs must be 0 to 1000, was 1001.");
            task.disable();
            assertThat(task.nextRuns(10)).isEmpty();
        }
    }

    @Test
    void nextRunOfATimerIsKnownWhileItIsArmed() {
        try (Rig other = new Rig().started()) {
            TaskControl timer = other.register(
                    TaskKind.TIMER, "timer", TaskAttributes.of(TaskAttribute.DELAY, SECOND), payload -> null);
            assertThat(timer.nextRuns(10)).containsExactly(other.time.now().plus(SECOND));
            assertThat(timer.nextRuns(0)).isEmpty();
            TaskControl background =
                    other.register(TaskKind.BACKGROUND, "background", TaskAttributes.NONE, payload -> null);
            assertThat(background.nextRuns(10)).isEmpty();
        }
    }
}
