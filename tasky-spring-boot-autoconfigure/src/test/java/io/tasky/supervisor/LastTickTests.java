package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.supervisor.LifeSpan.Mode;
import io.tasky.task.OverlapPolicy;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskKind;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ticks after which the schedule knows of no other one. */
@Timeout(20)
class LastTickTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final Duration HALF = SECOND.dividedBy(2);

    private static final TaskAttributes EVERY_SECOND = TaskAttributes.NONE.with(TaskAttribute.FIXED_RATE, SECOND);

    private final AtomicInteger runs = new AtomicInteger();

    private final Semaphore begun = new Semaphore(0);

    private final Semaphore end = new Semaphore(0);

    /** An application that lives so many seconds, whose clock tells moments of more than zero. */
    private static Rig seconds(int seconds) {
        LifeSpan span = new LifeSpan(Mode.FOR, Duration.ofSeconds(seconds));
        Rig rig = new Rig(builder -> builder.endAfter(span, () -> {}));
        rig.advance(Duration.ofMinutes(2));
        return rig;
    }

    private TaskControl registerHeld(Rig rig, TaskAttributes attributes) {
        return rig.register(TaskKind.PERIODIC, "tick", attributes, payload -> {
            runs.incrementAndGet();
            begun.release();
            end.acquire();
            return null;
        });
    }

    /** Lets all runs end, and looks often whether others follow. */
    private void letAllEnd(Rig rig) throws InterruptedException {
        end.release(1000);
        for (int look = 0; look < 10; look++) {
            rig.awaitIdle();
            rig.advanceAndAwait(Duration.ZERO);
        }
    }

    @Test
    void lastTickOfTheTimeThatWaitsForARunBeforeItRunsOnce() throws Exception {
        try (Rig rig = seconds(2)) {
            TaskControl task = registerHeld(rig, EVERY_SECOND.with(TaskAttribute.OVERLAP, OverlapPolicy.QUEUE_ONE));
            rig.started();
            rig.advance(Duration.ZERO);
            begun.acquire();
            rig.advance(SECOND);
            letAllEnd(rig);
            assertThat(runs).hasValue(2);
            assertThat(task.snapshot().counts().skipped()).isZero();
        }
    }

    @Test
    void lastTicksOfTheTimeThatWereMissedAreMadeUpForOnce() throws Exception {
        try (Rig rig = seconds(3)) {
            end.release(1000);
            TaskControl task = registerHeld(rig, EVERY_SECOND.with(TaskAttribute.CATCH_UP, true));
            rig.started();
            rig.advanceAndAwait(HALF);
            task.pause();
            rig.advance(SECOND.multipliedBy(2));
            task.resume();
            letAllEnd(rig);
            assertThat(runs).hasValue(3);
            assertThat(task.snapshot().counts().skipped()).isZero();
        }
    }

    @Test
    void lastTickOfTheTimeThatIsSkippedCountsAsOne() throws Exception {
        try (Rig rig = seconds(3)) {
            end.release(1000);
            TaskControl task = registerHeld(rig, EVERY_SECOND);
            rig.started();
            rig.advanceAndAwait(Duration.ZERO);
            rig.advanceAndAwait(SECOND);
            rig.advance(HALF);
            task.pause();
            rig.advance(SECOND);
            assertThat(task.snapshot().counts().skipped()).isOne();
        }
    }
}
