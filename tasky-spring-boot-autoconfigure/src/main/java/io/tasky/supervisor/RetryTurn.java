package io.tasky.supervisor;

import io.tasky.pool.PoolEntry;
import org.jspecify.annotations.Nullable;

/**
 * One more attempt of a run in its pool. It is an entry of its own, because the attempt before may be on its way out of the
 * pool still when this one is due. Used once.
 */
final class RetryTurn extends PoolEntry {

    private final DefaultTaskRun<?> run;

    RetryTurn(DefaultTaskRun<?> run) {
        super(run.priority());
        this.run = run;
    }

    @Override
    protected Next run(@Nullable PoolEntry before) {
        return run.owner()
                .engine()
                .runner()
                .execute(run, run.owner().engine().time().nanoTime());
    }

    @Override
    public String toString() {
        return "next attempt of " + run;
    }
}
