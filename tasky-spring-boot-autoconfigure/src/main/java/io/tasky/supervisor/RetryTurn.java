package io.tasky.supervisor;

import io.tasky.pool.PoolEntry;
import io.tasky.task.TimeSource;
import io.tasky.task.TimeSource.Alarm;
import io.tasky.task.WaitingFor;
import org.jspecify.annotations.Nullable;

/**
 * One more turn of a run in its pool: its next attempt, or a first one that was sent back before it began. It is an entry of
 * its own, because the one before may be on its way out of the pool still when this one is due. Used once. Thread-safe.
 */
final class RetryTurn extends RunTurn {

    private final DefaultTaskRun<?> run;

    RetryTurn(DefaultTaskRun<?> run) {
        super(run.priority());
        this.run = run;
    }

    /**
     * When and by what the next attempt is started.
     *
     * @param alarm goes off at that moment; null if nothing has to wait for it
     * @param due the moment, in nanoseconds of the time source
     * @param turn what enters the pool then
     */
    record Plan(@Nullable Alarm alarm, long due, RetryTurn turn) {

        boolean isDue(TimeSource time) {
            return due - time.nanoTime() <= 0;
        }

        WaitingFor waitingFor(int attempt, TimeSource time) {
            return new WaitingFor(WaitingFor.Reason.BACKING_OFF, attempt, 0, time.toInstant(due), null);
        }
    }

    /** A turn in place of one that was sent back on its thread; it is in no pool yet. */
    static RetryTurn insteadOf(DefaultTaskRun<?> run) {
        RetryTurn turn = new RetryTurn(run);
        RunExtras extras = run.needExtras();
        Plan before = extras.retry;
        extras.retry =
                before == null ? new Plan(null, run.queuedNanos(), turn) : new Plan(before.alarm(), before.due(), turn);
        return turn;
    }

    DefaultTaskRun<?> run() {
        return run;
    }

    /** The run that an entry of a pool stands for, or null. */
    static @Nullable DefaultTaskRun<?> runOf(PoolEntry entry) {
        if (entry instanceof RetryTurn turn) {
            return turn.run;
        }
        return entry instanceof DefaultTaskRun<?> run ? run : null;
    }

    @Override
    protected Next run(@Nullable PoolEntry before) {
        TaskRunner runner = run.owner().engine().runner();
        return runner.execute(run, run.owner().engine().time().nanoTime(), this);
    }

    @Override
    public String toString() {
        return "next attempt of " + run;
    }
}
