package io.tasky.supervisor;

import io.tasky.task.RunStatus;
import io.tasky.task.TaskRun;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The runs that are held for a commit, and the threads that are to commit. Thread-safe. */
final class CommitHolds {

    private final Map<DefaultTaskRun<?>, Thread> holders = new ConcurrentHashMap<>();

    /** This thread holds the run. */
    void add(DefaultTaskRun<?> run) {
        holders.put(run, Thread.currentThread());
    }

    /** Whether it was held. */
    boolean remove(DefaultTaskRun<?> run) {
        return holders.remove(run) != null;
    }

    boolean contains(DefaultTaskRun<?> run) {
        return holders.containsKey(run);
    }

    /** Also some that were cancelled since. */
    Collection<DefaultTaskRun<?>> all() {
        return holders.keySet();
    }

    /** How many runs of a task are held. */
    long count(ManagedTask task) {
        return holders.keySet().stream()
                .filter(run -> run.owner() == task && run.status() == RunStatus.HELD)
                .count();
    }

    /**
     * Refuses to wait for a run on the thread that holds it.
     *
     * @throws IllegalStateException if this thread would wait for itself
     */
    static void checkWait(TaskRun<?> run) {
        if (run.status() == RunStatus.HELD
                && run instanceof DefaultTaskRun<?> held
                && held.owner().engine().commitHolds().holders.get(held) == Thread.currentThread()) {
            throw new IllegalStateException("Run " + run.id() + " of '" + run.task() + "' is held until the transaction"
                    + " of this thread has committed, which would never come if this thread waited for it. Wait after the"
                    + " transaction, or let the task be submitted at once with submit = NOW.");
        }
    }
}
