package io.tasky.supervisor;

import io.tasky.pool.TaskPool;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TimeSource;
import io.tasky.task.WaitingFor.Reason;
import org.jspecify.annotations.Nullable;

/**
 * A task that the clock starts, one run at a time. A run that finds its line full holds back until there is room.
 * Thread-safe.
 */
abstract class ClockedTask extends ManagedTask {

    /** Goes off when the task is due. */
    protected final TimeSource.Alarm alarm;

    /** Whether a run waits, runs, or is held back. Guarded by the task's lock. */
    protected boolean busy;

    /** A run that found its line full. Guarded by the task's lock. */
    private @Nullable DefaultTaskRun<?> heldBack;

    ClockedTask(TaskDefinition definition, Engine engine, TaskPool pool) {
        super(definition, engine, pool, null);
        this.alarm = engine.time().alarm(this::due);
    }

    /** The alarm went off. */
    abstract void due();

    /** The run that was held back is not wanted any more: the source was closed. Lock held. */
    abstract void dropped();

    /** Starts a run for a moment that was due. To be called without the lock: it captures the context. */
    final void runNow(long scheduled) {
        offer(newRun(null, scheduled));
    }

    private void offer(DefaultTaskRun<?> run) {
        if (pool().offer(run)) {
            log().accepted();
            admitted();
            return;
        }
        refusedBy(Reason.POOL_FULL);
        synchronized (lock) {
            heldBack = run;
        }
        pool().whenRoom(priority(), this::offerAgain);
    }

    private void offerAgain() {
        DefaultTaskRun<?> run;
        synchronized (lock) {
            run = heldBack;
            heldBack = null;
            if (run != null && !isActive()) {
                busy = false;
                dropped();
                run = null;
            }
        }
        if (run != null) {
            offer(run);
        }
    }
}
