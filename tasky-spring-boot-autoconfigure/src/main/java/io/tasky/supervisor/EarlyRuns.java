package io.tasky.supervisor;

import io.tasky.pool.PoolConfig;
import io.tasky.pool.PoolFullException;
import io.tasky.pool.TaskPool;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskPriority;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Runs that were submitted before a start that has to be asked for: no more of a priority than may wait in the line of
 * their pool. Thread-safe.
 */
final class EarlyRuns {

    private record Line(TaskPool pool, TaskPriority priority) {}

    /** Guarded by this. */
    private final Map<Line, List<DefaultTaskRun<?>>> lines = new LinkedHashMap<>();

    /** Holds a run that has gone nowhere yet; false if it was cancelled already. */
    synchronized boolean add(DefaultTaskRun<?> run) {
        List<DefaultTaskRun<?>> line = line(run);
        PoolConfig config = run.owner().pool().config();
        int most = run.priority().usesSlots() ? config.maxWaiting() : config.criticalMax();
        if (line.size() >= most) {
            line.removeIf(DefaultTaskRun::isDone);
        }
        if (line.size() >= most) {
            throw new PoolFullException(config, run.priority(), line.size());
        }
        return run.beginHeld() && line.add(run);
    }

    /** Holds a run that was held for a commit until now: it was accepted before. */
    synchronized void addAfterCommit(DefaultTaskRun<?> run) {
        line(run).add(run);
    }

    /** Whether one of that task is held. */
    synchronized boolean hold(ManagedTask task) {
        return lines.values().stream()
                .flatMap(List::stream)
                .anyMatch(run -> run.owner() == task && run.status() == RunStatus.HELD);
    }

    private List<DefaultTaskRun<?>> line(DefaultTaskRun<?> run) {
        return lines.computeIfAbsent(new Line(run.owner().pool(), run.priority()), key -> new ArrayList<>());
    }

    /** Those that are held, in the order they came within each line; also some that were cancelled since. */
    synchronized List<DefaultTaskRun<?>> all() {
        List<DefaultTaskRun<?>> all = new ArrayList<>();
        lines.values().forEach(all::addAll);
        return all;
    }

    List<DefaultTaskRun<?>> takeAll() {
        return take(run -> true);
    }

    List<DefaultTaskRun<?>> takeAll(TaskPool pool) {
        return take(run -> run.owner().pool() == pool);
    }

    List<DefaultTaskRun<?>> takeAll(ManagedTask task) {
        return take(run -> run.owner() == task);
    }

    private synchronized List<DefaultTaskRun<?>> take(Predicate<DefaultTaskRun<?>> which) {
        List<DefaultTaskRun<?>> taken = all().stream().filter(which).toList();
        lines.values().forEach(line -> line.removeIf(which));
        lines.values().removeIf(List::isEmpty);
        return taken;
    }
}
