package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskBody;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskState;
import io.tasky.task.WaitingFor;
import io.tasky.testing.CapturedLog;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PeriodicLoopTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final TaskAttributes EVERY_SECOND = TaskAttributes.NONE.with(TaskAttribute.FIXED_RATE, SECOND);

    private final Rig rig = new Rig().started();

    private final Instant start = rig.time.now();

    private final List<Instant> ticks = new CopyOnWriteArrayList<>();

    private final TaskBody noteTick = payload -> {
        ticks.add(Objects.requireNonNull(TaskContext.current().scheduledTime()));
        return null;
    };

    @AfterEach
    void close() {
        rig.close();
    }

    private TaskControl register(TaskAttributes attributes, TaskBody body) {
        return rig.register(TaskKind.PERIODIC, "tick", attributes, body);
    }

    private static TaskAttributes delay(Duration delay) {
        return TaskAttributes.NONE.with(TaskAttribute.FIXED_DELAY, delay);
    }

    private List<Instant> at(long... millis) {
        return Arrays.stream(millis).mapToObj(start::plusMillis).toList();
    }

    @Test
    void fixedRateStaysOnItsGridHoweverLateTheClockLooks() throws Exception {
        register(EVERY_SECOND, noteTick);
        rig.advanceAndAwait(Duration.ZERO);
        rig.advanceAndAwait(Duration.ofMillis(1300));
        rig.advanceAndAwait(Duration.ofMillis(900));
        rig.advanceAndAwait(Duration.ofMillis(800));
        assertThat(ticks).isEqualTo(at(0, 1000, 2000, 3000));
    }

    @Test
    void tickThatFindsAnEarlierRunGoingOnIsSkippedAndCounted() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch running = new CountDownLatch(1);
        TaskControl task = register(EVERY_SECOND, payload -> {
            running.countDown();
            end.await();
            return noteTick.call(payload);
        });
        rig.advance(Duration.ZERO);
        running.await();
        rig.advance(SECOND);
        rig.advance(SECOND);
        assertThat(task.snapshot().counts().skipped()).isEqualTo(2);

        end.countDown();
        rig.awaitIdle();
        rig.advanceAndAwait(SECOND);
        assertThat(ticks).isEqualTo(at(0, 3000));
        assertThat(task.snapshot().counts().succeeded()).isEqualTo(2);
    }

    @Test
    void fixedDelayCountsFromTheEndOfTheRun() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        register(delay(SECOND), payload -> {
            noteTick.call(payload);
            if (runs.incrementAndGet() == 1) {
                rig.time.advance(Duration.ofMillis(700));
            }
            return null;
        });
        rig.advanceAndAwait(Duration.ZERO);
        rig.advanceAndAwait(Duration.ofMillis(999));
        assertThat(ticks).isEqualTo(at(0));
        rig.advanceAndAwait(Duration.ofMillis(1));
        assertThat(ticks).isEqualTo(at(0, 1700));
    }

    @Test
    void fixedDelayOfNothingRunsWithoutPauseUntilTheMethodReturnsFalse() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        TaskControl task = register(delay(Duration.ZERO), payload -> runs.incrementAndGet() < 500);
        while (task.snapshot().state() != TaskState.ENDED) {
            rig.advanceAndAwait(Duration.ZERO);
        }
        assertThat(runs).hasValue(500);
        assertThat(rig.time.now()).isEqualTo(start);
    }

    @Test
    void firstTickComesAfterTheInitialDelay() throws Exception {
        TaskControl task = register(EVERY_SECOND.with(TaskAttribute.INITIAL_DELAY, Duration.ofMillis(300)), noteTick);
        assertThat(task.snapshot().nextRun()).isEqualTo(start.plusMillis(300));
        assertThat(task.snapshot().waitingFor())
                .isEqualTo(WaitingFor.until(WaitingFor.Reason.NOT_DUE, start.plusMillis(300)));
        rig.advanceAndAwait(Duration.ofMillis(299));
        assertThat(ticks).isEmpty();
        rig.advanceAndAwait(Duration.ofMillis(1));
        rig.advanceAndAwait(SECOND);
        assertThat(ticks).isEqualTo(at(300, 1300));
    }

    @Test
    void methodThatReturnsFalseEndsItsTaskUntilItIsEnabledAgain() throws Exception {
        TaskControl task = register(EVERY_SECOND, payload -> {
            noteTick.call(payload);
            return false;
        });
        rig.advanceAndAwait(Duration.ZERO);
        assertThat(task.snapshot().state()).isEqualTo(TaskState.ENDED);
        assertThat(task.snapshot().nextRun()).isNull();
        assertThat(task.snapshot().waitingFor()).isEqualTo(WaitingFor.of(WaitingFor.Reason.ENDED));
        rig.advanceAndAwait(SECOND.multipliedBy(5));
        assertThat(ticks).isEqualTo(at(0));

        task.enable();
        rig.advanceAndAwait(Duration.ZERO);
        assertThat(ticks).isEqualTo(at(0, 5000));
    }

    @Test
    void failureIsLoggedOnceWithItsStackAndTheNextTickRuns() throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            TaskControl task = register(EVERY_SECOND, payload -> {
                noteTick.call(payload);
                throw new IllegalStateException("tick " + ticks.size());
            });
            rig.advanceAndAwait(Duration.ZERO);
            assertThat(log.at(Level.ERROR)).singleElement().satisfies(event -> {
                assertThat(event.getFormattedMessage()).contains("of task 'tick' failed in attempt 1 after 0 ms");
                assertThat(event.getThrowableProxy().getMessage()).isEqualTo("tick 1");
                assertThat(event.getThrowableProxy().getStackTraceElementProxyArray())
                        .isNotEmpty();
            });
            rig.advanceAndAwait(SECOND);
            assertThat(log.at(Level.ERROR)).hasSize(2);
            assertThat(task.snapshot().counts().failed()).isEqualTo(2);
        }
    }

    @Test
    void disabledTaskStartsWhenItIsEnabledAndStopsWhenItIsDisabled() throws Exception {
        TaskControl task = register(EVERY_SECOND.with(TaskAttribute.ENABLED, false), noteTick);
        rig.advanceAndAwait(SECOND);
        assertThat(ticks).isEmpty();
        assertThat(task.snapshot().waitingFor()).isEqualTo(WaitingFor.of(WaitingFor.Reason.DISABLED));

        task.enable();
        task.enable();
        rig.advanceAndAwait(Duration.ZERO);
        rig.advanceAndAwait(SECOND);
        task.disable();
        task.disable();
        rig.advanceAndAwait(SECOND.multipliedBy(3));
        assertThat(ticks).isEqualTo(at(1000, 2000));
    }

    @Test
    void clockThatLooksLateCountsWhatItMissed() throws Exception {
        LateClock late = new LateClock();
        try (Rig other = new Rig(builder -> builder.timeSource(late)).started()) {
            TaskControl task = other.register(TaskKind.PERIODIC, "tick", EVERY_SECOND, noteTick);
            late.ringAt(Duration.ofMillis(4500));
            other.awaitIdle();
            assertThat(ticks).hasSize(1);
            assertThat(task.snapshot().counts().skipped()).isEqualTo(4);
            assertThat(task.snapshot().nextRun())
                    .isEqualTo(late.toInstant(Duration.ofSeconds(5).toNanos()));
        }
    }

    @Test
    void quietSupervisorTicksNotUntilItResumes() throws Exception {
        TaskControl task = register(EVERY_SECOND, noteTick);
        rig.advanceAndAwait(Duration.ZERO);
        rig.supervisor.quiet();
        assertThat(task.snapshot().waitingFor()).isEqualTo(WaitingFor.supervisor("quiet"));
        rig.advanceAndAwait(SECOND.multipliedBy(10));
        assertThat(ticks).hasSize(1);
        rig.supervisor.resume();
        rig.advanceAndAwait(SECOND);
        rig.advanceAndAwait(SECOND);
        assertThat(ticks).hasSizeBetween(3, 4);
    }
}
