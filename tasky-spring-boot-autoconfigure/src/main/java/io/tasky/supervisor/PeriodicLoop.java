package io.tasky.supervisor;

import io.tasky.pool.TaskPool;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.RunStatus;
import io.tasky.task.Schedule;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskDefinition;
import io.tasky.task.WaitingFor;
import io.tasky.task.WaitingFor.Reason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Starts a run at each tick of a schedule, and none while the run of an earlier tick goes on. A tick that finds its line
 * full holds back until there is room. Thread-safe.
 */
final class PeriodicLoop extends ClockedTask {

    private static final long NEVER = Long.MAX_VALUE;

    private final Schedule schedule;

    /** When the next tick is due; {@link #NEVER} while none is set. */
    private long due = NEVER;

    /** Whether a pause that counts from the end of a run was over while the task was paused. */
    private boolean endedInPause;

    PeriodicLoop(TaskDefinition definition, Engine engine, TaskPool pool, Schedule schedule) {
        super(definition, engine, pool);
        this.schedule = schedule;
    }

    /** After a pause the ticks go on as they would have without it. */
    @Override
    void opened() {
        if (endedInPause) {
            arm(schedule.next(engine().time(), engine().time().nanoTime()));
        } else if (due == NEVER && !(busy && schedule.waitsForEnd())) {
            arm(schedule.first(engine().time(), definition().get(TaskAttribute.INITIAL_DELAY, Duration.ZERO)));
        }
        endedInPause = false;
    }

    /** While the task is paused its ticks are counted. */
    @Override
    void closed() {
        if (!isActiveOrPaused()) {
            arm(NEVER);
        }
    }

    private void arm(long moment) {
        due = moment;
        if (moment == NEVER) {
            alarm.cancel();
        } else {
            alarm.reschedule(moment);
        }
    }

    @Override
    void due() {
        boolean free;
        long scheduled;
        long missed = 0;
        synchronized (lock) {
            long now = engine().time().nanoTime();
            if (!isActiveOrPaused()) {
                due = NEVER;
                return;
            }
            if (due == NEVER || now - due < 0) {
                return;
            }
            scheduled = due;
            if (schedule.waitsForEnd()) {
                due = NEVER;
                endedInPause = !isActive();
            } else {
                missed = armNext(now);
            }
            free = !busy && isActive();
            busy |= free;
        }
        skipped(free ? missed : missed + 1);
        if (free) {
            runNow(scheduled);
        }
    }

    /** Arms the first moment that is still to come; answers how many have passed unseen. */
    private long armNext(long now) {
        long passed = 0;
        long next = schedule.next(engine().time(), due);
        while (next != NEVER && next - now <= 0) {
            passed++;
            next = schedule.next(engine().time(), next);
        }
        arm(next);
        return passed;
    }

    @Override
    long dropped() {
        armAfterEnd();
        return 1;
    }

    /** Lock held. */
    private void armAfterEnd() {
        if (schedule.waitsForEnd() && isActiveOrPaused()) {
            arm(schedule.next(engine().time(), engine().time().nanoTime()));
        }
    }

    @Override
    void ended(DefaultTaskRun<?> run) {
        synchronized (lock) {
            busy = false;
            if (run.status() == RunStatus.SUCCEEDED && Boolean.FALSE.equals(run.result())) {
                endItself();
            } else {
                armAfterEnd();
            }
        }
    }

    @Override
    String schedule() {
        return schedule.toString();
    }

    @Override
    @Nullable
    Instant nextRun() {
        return due == NEVER ? null : engine().time().toInstant(due);
    }

    @Override
    @Nullable
    WaitingFor sourceWaitsFor(@Nullable QueueSnapshot queueNow) {
        Instant next = nextRun();
        return next == null ? null : WaitingFor.until(Reason.NOT_DUE, next);
    }
}
