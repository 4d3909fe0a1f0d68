package io.tasky.supervisor;

import io.tasky.pool.PoolEntry;
import io.tasky.pool.TaskPool;
import io.tasky.task.TaskContextHolder;
import io.tasky.task.TaskRun;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The slot of the run that the calling thread executes, lent to its pool while that run waits for another one: so a pool
 * full of runs that wait for runs goes on. Used by one thread.
 */
final class SlotLoan {

    static final SlotLoan NOTHING = new SlotLoan(null, null);

    private final @Nullable TaskPool pool;

    private final @Nullable PoolEntry lender;

    private SlotLoan(@Nullable TaskPool pool, @Nullable PoolEntry lender) {
        this.pool = pool;
        this.lender = lender;
    }

    /** Lends the slot, if this thread has one, until the loan ends; for a run, or null for what follows from one. */
    static SlotLoan whileWaitingFor(@Nullable TaskRun<?> awaited) {
        PoolEntry lender = PoolEntry.current();
        if (lender == null
                || (awaited != null && awaited.isDone())
                || !(TaskContextHolder.get() instanceof DefaultTaskRun<?> waiter)) {
            return NOTHING;
        }
        TaskPool pool = waiter.owner().pool();
        if (awaited instanceof DefaultTaskRun<?> run && run.owner().pool() == pool) {
            run.raise(lender.priority());
        }
        pool.lend(lender);
        return new SlotLoan(pool, lender);
    }

    /**
     * Lends the slot of an attempt that goes on in a stage, if that is a run or follows from one: it would wait for a run
     * with a slot that this run may need.
     */
    static void toAwaited(CompletionStage<?> stage, DefaultTaskRun<?> run, PoolEntry turn) {
        if (stage instanceof DefaultTaskRun<?> awaited
                && awaited.owner().pool() == run.owner().pool()) {
            awaited.raise(turn.priority());
        }
        if (stage instanceof TaskRun<?> || stage instanceof LendingFuture<?>) {
            run.owner().pool().lend(turn);
        }
    }

    /** Waits until there is a slot again. An interrupt does not end the wait, and is kept. */
    void end() {
        if (pool != null && lender != null) {
            pool.reclaim(lender);
        }
    }
}
