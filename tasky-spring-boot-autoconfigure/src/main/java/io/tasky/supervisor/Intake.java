package io.tasky.supervisor;

import io.tasky.pool.PoolFullException;
import io.tasky.supervisor.TaskSupervisorBuilder.Switches;
import java.util.concurrent.RejectedExecutionException;

/** Where submitted runs come in: hands them to their pools, holds them until the start, or refuses them. Thread-safe. */
final class Intake {

    private final Engine engine;

    private final Switches switches;

    private final SupervisorLife life;

    Intake(Engine engine, Switches switches, SupervisorLife life) {
        this.engine = engine;
        this.switches = switches;
        this.life = life;
    }

    /** Submits a run that its task has counted, or refuses it. */
    void accept(BackgroundEntry entry, DefaultTaskRun<?> run) {
        // The count is a fence: a stop that begins meanwhile waits for this run, or this sees the stop.
        try {
            if (life.takesWorkNow()) {
                entry.submit(run);
            } else {
                acceptBeforeStart(entry, run);
            }
        } catch (Throwable ex) {
            entry.log().withdrawn();
            engine.endWatch().signal();
            throw ex;
        }
    }

    private void acceptBeforeStart(BackgroundEntry entry, DefaultTaskRun<?> run) {
        entry.checkTakesCalls();
        if (!switches.enabled()) {
            throw new RejectedExecutionException("Tasky is switched off (tasky.enabled=false) and runs no work: '"
                    + run.task() + "'. Switch it on, or do not submit.");
        }
        if (!hold(entry, run)) {
            entry.submit(run);
        }
    }

    private boolean hold(BackgroundEntry entry, DefaultTaskRun<?> run) {
        try {
            return life.hold(run);
        } catch (PoolFullException ex) {
            entry.rejected();
            throw ex;
        }
    }
}
