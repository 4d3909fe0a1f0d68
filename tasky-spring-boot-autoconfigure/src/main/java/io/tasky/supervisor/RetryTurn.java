package io.tasky.supervisor;

import io.tasky.pool.PoolEntry;
import io.tasky.task.TimeSource;
import io.tasky.task.TimeSource.Alarm;
import io.tasky.task.WaitingFor;
import org.jspecify.annotations.Nullable;

/**
 * One more attempt of a run in its pool. It is an entry of its own, because the attempt before may be on its way out of the
 * pool still when this one is due. Used once.
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
     * @param alarm goes off at that moment
     * @param due the moment, in nanoseconds of the time source
     * @param turn what enters the pool then
     */
    record Plan(Alarm alarm, long due, RetryTurn turn) {

        WaitingFor waitingFor(int attempt, TimeSource time) {
            return new WaitingFor(WaitingFor.Reason.BACKING_OFF, attempt, 0, time.toInstant(due), null);
        }
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
