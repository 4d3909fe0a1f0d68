package io.tasky.supervisor;

import io.tasky.task.RunStatus;
import io.tasky.task.TaskRun;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The runs that are held for a commit, and the threads that are to commit. Thread-safe. */
final class CommitHolds {

    private final Map<DefaultTaskRun<?>, Thread> holders = new ConcurrentHashMap<>();

    /** The same by their tasks. */
    private final Map<ManagedTask, Set<DefaultTaskRun<?>>> byTask = new ConcurrentHashMap<>();

    /** This thread holds the run. */
    void add(DefaultTaskRun<?> run) {
        holders.put(run, Thread.currentThread());
        byTask.compute(run.owner(), (task, known) -> {
            Set<DefaultTaskRun<?>> runs = known == null ? ConcurrentHashMap.newKeySet() : known;
            runs.add(run);
            return runs;
        });
    }

    /** Whether it was held. */
    boolean remove(DefaultTaskRun<?> run) {
        byTask.computeIfPresent(run.owner(), (task, runs) -> {
            runs.remove(run);
            return runs.isEmpty() ? null : runs;
        });
        return holders.remove(run) != null;
    }

    boolean contains(DefaultTaskRun<?> run) {
        return holders.containsKey(run);
    }

    /** Also some that were cancelled since. */
    Collection<DefaultTaskRun<?>> all() {
        return holders.keySet();
    }

    /** The same of one task. */
    Collection<DefaultTaskRun<?>> of(ManagedTask task) {
        return byTask.getOrDefault(task, Set.of());
    }

    /** Whether at least that many runs of a task are held. */
    boolean hold(ManagedTask task, long runs) {
        return of(task).stream()
                        .filter(run -> run.status() == RunStatus.HELD)
                        .limit(runs)
                        .count()
                == runs;
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
