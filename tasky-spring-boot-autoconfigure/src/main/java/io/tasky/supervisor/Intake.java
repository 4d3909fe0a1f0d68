package io.tasky.supervisor;

import io.tasky.pool.PoolFullException;
import io.tasky.task.TaskRefusedException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where submitted runs come in: hands them to their pools, holds them until the start, or refuses them. Thread-safe. */
final class Intake {

    private final Switches switches;

    private volatile @Nullable SupervisorLife life;

    Intake(Switches switches) {
        this.switches = switches;
    }

    /** Names the life that decides what is taken; called once, before any task is registered. */
    void decidedBy(SupervisorLife supervisorLife) {
        life = supervisorLife;
    }

    private SupervisorLife life() {
        return Objects.requireNonNull(life, "the supervisor is not built yet");
    }

    /** Submits a run that its task has counted, or refuses it. */
    void accept(BackgroundEntry entry, DefaultTaskRun<?> run) {
        // The count is a fence: a stop that begins meanwhile waits for this run, or this sees the stop.
        try {
            if (life().takesWorkNow()) {
                entry.submit(run);
            } else {
                acceptBeforeStart(entry, run);
            }
        } catch (Throwable ex) {
            if (!run.isDone()) {
                // Else a pool that runs its entries where they are submitted hands on what one of them threw.
                entry.log().withdrawn();
            }
            entry.engine().endWatch().signal();
            throw ex;
        }
    }

    private void acceptBeforeStart(BackgroundEntry entry, DefaultTaskRun<?> run) {
        checkTakesWork(entry, run);
        if (!hold(entry, run)) {
            entry.submit(run);
        }
    }

    private boolean hold(BackgroundEntry entry, DefaultTaskRun<?> run) {
        try {
            return life().hold(run);
        } catch (PoolFullException ex) {
            entry.rejected();
            throw ex;
        }
    }

    /** Refuses a run if its task, the switch or the state does. */
    void checkTakesWork(BackgroundEntry entry, DefaultTaskRun<?> run) {
        entry.checkTakesCalls();
        switches.checkEnabled(run.task());
        life().state().checkTakesWork(run.task());
    }

    /** Refuses to start a run of a task that nobody calls if the task, the switch or the state does. */
    void checkStartsRuns(ManagedTask task) {
        SupervisorState state = life().state();
        if (state != SupervisorState.RUNNING && state != SupervisorState.QUIET) {
            throw new TaskRefusedException(
                    "The supervisor is " + state + " and runs no task now: '" + task.name() + "'. Start it first.");
        }
        task.checkTakesCalls();
    }

    /** Whether runs of a task wait for a start that has to be asked for. */
    boolean holdsEarly(ManagedTask task) {
        return life().holdsEarly(task);
    }

    /** Lets a run go that was accepted and held meanwhile; before a start that has to be asked for, it waits for that. */
    void release(BackgroundEntry entry, DefaultTaskRun<?> run) {
        if (!life().holdOn(run)) {
            entry.release(run);
        }
    }
}
