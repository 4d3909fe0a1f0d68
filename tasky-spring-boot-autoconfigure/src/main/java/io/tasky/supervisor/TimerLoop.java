package io.tasky.supervisor;

import io.tasky.pool.TaskPool;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskTimer;
import io.tasky.task.TimeSource;
import io.tasky.task.WaitingFor;
import io.tasky.task.WaitingFor.Reason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Starts one run, a delay after it was armed. A timer that fires while its earlier run goes on runs once more after that.
 * Thread-safe.
 */
final class TimerLoop extends ClockedTask implements TaskTimer<Void> {

    private final long delay;

    /** Whether it is to fire, and when; it stays so while the supervisor is quiet. */
    private boolean armed;

    private long due;

    /** Whether a reset came while the source was closed: its delay starts with the opening. */
    private boolean armOnOpening;

    private boolean fireAgain;

    TimerLoop(TaskDefinition definition, Engine engine, TaskPool pool, Duration delay) {
        super(definition, engine, pool);
        this.delay = TimeSource.nanosOf(delay);
        this.armOnOpening = definition.get(TaskAttribute.AUTO_START, true);
    }

    @Override
    public void reset() {
        checkIsThere();
        synchronized (lock) {
            if (isActive()) {
                arm(engine().time().nanoTime() + delay);
            } else {
                armOnOpening = true;
            }
        }
    }

    private void arm(long moment) {
        armed = true;
        due = moment;
        alarm.reschedule(moment);
    }

    @Override
    void opened() {
        if (armOnOpening) {
            armOnOpening = false;
            arm(engine().time().nanoTime() + delay);
        } else if (armed) {
            alarm.reschedule(due);
        }
    }

    @Override
    void closed() {
        alarm.cancel();
    }

    @Override
    void due() {
        long scheduled;
        synchronized (lock) {
            if (!isActive() || !armed || engine().time().nanoTime() - due < 0) {
                return;
            }
            armed = false;
            if (busy) {
                fireAgain = true;
                return;
            }
            busy = true;
            scheduled = due;
        }
        runNow(scheduled);
    }

    /** It fired and could not run: it fires again when the source opens. */
    @Override
    long dropped() {
        armed = true;
        return 0;
    }

    @Override
    void ended(DefaultTaskRun<?> run) {
        long now = engine().time().nanoTime();
        synchronized (lock) {
            busy = false;
            if (!fireAgain) {
                return;
            }
            fireAgain = false;
            if (!isActive()) {
                // One firing is enough after a pause, whatever a reset said.
                armed = true;
                due = now;
                return;
            }
            busy = true;
        }
        // At once, beside the alarm: a reset may have armed that for later.
        runNow(now);
    }

    @Override
    String schedule() {
        return "delay " + Duration.ofNanos(delay);
    }

    @Override
    @Nullable
    Instant nextRun() {
        return armed ? engine().time().toInstant(due) : null;
    }

    @Override
    WaitingFor sourceWaitsFor(@Nullable QueueSnapshot queueNow) {
        Instant next = nextRun();
        return next == null ? WaitingFor.of(Reason.NOT_ARMED) : WaitingFor.until(Reason.NOT_DUE, next);
    }
}
