package io.tasky.supervisor;

import static io.tasky.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Timers that fire at the first reset, and timers that cannot be put off for ever; both without and with keys. */
@Timeout(20)
class DebouncerTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final TaskAttributes TIMER = TaskAttributes.NONE
            .with(TaskAttribute.DELAY, Duration.ofSeconds(10))
            .with(TaskAttribute.AUTO_START, false);

    private static final TaskAttributes LEADING = TIMER.with(TaskAttribute.LEADING, true);

    private final Rig rig = new Rig();

    private final Instant start = rig.time.now();

    private final List<Object> events = new CopyOnWriteArrayList<>();

    private final List<Instant> fired = new CopyOnWriteArrayList<>();

    private boolean keyed;

    @AfterEach
    void close() {
        rig.close();
    }

    private void register(TaskAttributes attributes, boolean withKeys) {
        keyed = withKeys;
        rig.started();
        rig.register(TaskKind.TIMER, "flush", attributes.with(TaskAttribute.KEYED, withKeys), payload -> {
            events.add(TimerSteeringTests.eventOf(payload));
            return fired.add(Objects.requireNonNull(TaskContext.current().scheduledTime()));
        });
    }

    private void reset(String event) {
        ((EventTimer) rig.supervisor.timer("flush")).reset(keyed ? "key" : null, event);
    }

    /** Resets at each of these seconds since the start. */
    private void resetAt(long... seconds) throws InterruptedException {
        for (long second : seconds) {
            rig.advanceAndAwait(Duration.between(rig.time.now(), start.plusSeconds(second)));
            reset("at " + second);
            rig.awaitIdle();
        }
        rig.advanceAndAwait(Rig.LONG);
    }

    private List<Long> firedAt() {
        List<Long> seconds = new ArrayList<>();
        fired.forEach(moment -> seconds.add(Duration.between(start, moment).toSeconds()));
        return seconds;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void trailingTimerFiresWhenTheResetsAreOver(boolean withKeys) throws Exception {
        register(TIMER, withKeys);
        resetAt(0, 5, 14, 23, 40);
        assertThat(firedAt()).containsExactly(33L, 50L);
        assertThat(events).containsExactly("at 23", "at 40");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leadingTimerFiresAtTheFirstResetAndNoMoreUntilQuiet(boolean withKeys) throws Exception {
        register(LEADING, withKeys);
        resetAt(0, 5, 14, 23, 33, 50);
        assertThat(firedAt()).containsExactly(0L, 33L, 50L);
        assertThat(events).containsExactly("at 0", "at 33", "at 50");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void trailingTimerFiresAfterMaxWaitHoweverOftenItIsReset(boolean withKeys) throws Exception {
        register(TIMER.with(TaskAttribute.MAX_WAIT, SECOND.multipliedBy(25)), withKeys);
        resetAt(0, 5, 10, 15, 20, 26, 32);
        assertThat(firedAt()).containsExactly(25L, 42L);
        assertThat(events).containsExactly("at 20", "at 32");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leadingTimerFiresAgainAfterMaxWaitHoweverOftenItIsReset(boolean withKeys) throws Exception {
        register(LEADING.with(TaskAttribute.MAX_WAIT, SECOND.multipliedBy(25)), withKeys);
        resetAt(0, 5, 10, 15, 20, 26, 30);
        assertThat(firedAt()).containsExactly(0L, 26L);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leadingTimerIsPendingOnlyWhileItsRunIsToCome(boolean withKeys) throws Exception {
        register(LEADING, withKeys);
        reset("first");
        rig.awaitIdle();
        assertThat(rig.supervisor.timer("flush").pending()).isZero();
        assertThat(rig.supervisor.timer("flush").remaining()).isNull();
        assertThat(rig.supervisor.timer("flush").fire()).isFalse();
        rig.supervisor.timer("flush").cancel();
        reset("second");
        rig.awaitIdle();
        assertThat(events).containsExactly("first", "second");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leadingTimerThatIsResetWhileQuietFiresOnceOnResume(boolean withKeys) throws Exception {
        register(LEADING, withKeys);
        rig.supervisor.quiet();
        reset("first");
        rig.advance(Rig.LONG);
        reset("second");
        rig.supervisor.resume();
        rig.advanceAndAwait(Duration.ZERO);
        assertThat(events).containsExactly("second");
    }

    @Test
    void leadingTimerWaitsForItsFirstResetWhateverAutoStartSays() throws Exception {
        register(LEADING.with(TaskAttribute.AUTO_START, true), false);
        rig.advanceAndAwait(Rig.LONG);
        assertThat(fired).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void scheduledTimeIsTheMomentItFired(boolean withKeys) throws Exception {
        rig.started();
        rig.register(
                TaskKind.TIMER,
                "flush",
                TIMER.with(TaskAttribute.KEYED, withKeys),
                payload -> events.add(String.valueOf(TaskContext.current().scheduledTime())));
        keyed = withKeys;
        reset("event");
        rig.advance(SECOND);
        reset("event");
        rig.advanceAndAwait(Rig.LONG);
        assertThat(events).containsExactly(start.plusSeconds(11).toString());
    }

    @Test
    void scheduleIsToldInWords() {
        register(LEADING.with(TaskAttribute.MAX_WAIT, Duration.ofMinutes(1)), true);
        assertThat(rig.supervisor.task("flush").snapshot().schedule())
                .isEqualTo("delay PT10S, leading, at the latest after PT1M for each key");
    }

    @Test
    void maxWaitThatIsShorterThanTheDelayIsRefused() {
        assertRefused(
                () -> register(TIMER.with(TaskAttribute.MAX_WAIT, SECOND), false),
                "Task 'flush' (test flush) has a maxWait of PT1S, which is shorter than its delay of PT10S.",
                "Give it a maxWait that is longer than its delay, or none for no limit.");
    }

    @Test
    void timerWithoutDelayIsRefused() {
        assertRefused(
                () -> register(TaskAttributes.NONE, false),
                "Task 'flush' (test flush) has no delay.",
                "Give it a delay such as 10s.");
        assertRefused(
                () -> register(TIMER.with(TaskAttribute.DELAY, SECOND.negated()), false),
                "Task 'flush' (test flush) has a delay of PT-1S, and it must not be negative.",
                "Give it a delay such as 10s.");
    }
}
