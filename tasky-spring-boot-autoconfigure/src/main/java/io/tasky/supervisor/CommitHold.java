package io.tasky.supervisor;

import io.tasky.task.TaskRun;
import org.jspecify.annotations.Nullable;

/** Holds one run until it is let go. Thread-safe. */
final class CommitHold implements HeldRun {

    private final BackgroundEntry entry;

    private final DefaultTaskRun<@Nullable Object> run;

    private CommitHold(BackgroundEntry entry, DefaultTaskRun<@Nullable Object> run) {
        this.entry = entry;
        this.run = run;
    }

    /** Accepts and holds a run that its task has counted, or refuses it. */
    static CommitHold accept(BackgroundEntry entry, DefaultTaskRun<@Nullable Object> run) {
        if (!run.beginHeld()) {
            // Whoever cancelled it took it for one that is on its way to its pool, and left the rest to this.
            entry.engine().outcomes().leave(run);
            return new CommitHold(entry, run);
        }
        CommitHolds holds = entry.engine().commitHolds();
        // Before the state is read: a stop that begins meanwhile finds the run there, or this sees the stop.
        holds.add(run);
        try {
            entry.engine().intake().checkTakesWork(entry, run);
        } catch (Throwable ex) {
            holds.remove(run);
            entry.log().withdrawn();
            entry.engine().endWatch().signal();
            throw ex;
        }
        return new CommitHold(entry, run);
    }

    @Override
    public TaskRun<@Nullable Object> run() {
        return run;
    }

    @Override
    public void release() {
        if (entry.engine().commitHolds().remove(run)) {
            entry.engine().intake().release(entry, run);
        }
    }
}
