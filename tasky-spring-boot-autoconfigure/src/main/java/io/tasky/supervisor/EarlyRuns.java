package io.tasky.supervisor;

import io.tasky.pool.PoolConfig;
import io.tasky.pool.PoolFullException;
import io.tasky.pool.TaskPool;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskPriority;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs that were submitted before a start that has to be asked for: no more of a priority than may wait in the line of
 * their pool. Thread-safe.
 */
final class EarlyRuns {

    private record Line(TaskPool pool, TaskPriority priority) {}

    /** Guarded by this. */
    private final Map<Line, List<DefaultTaskRun<?>>> lines = new LinkedHashMap<>();

    /** Holds a run that nobody else knows yet. */
    synchronized void add(DefaultTaskRun<?> run) {
        TaskPool pool = run.owner().pool();
        List<DefaultTaskRun<?>> line = lines.computeIfAbsent(new Line(pool, run.priority()), key -> new ArrayList<>());
        PoolConfig config = pool.config();
        int most = run.priority().usesSlots() ? config.maxWaiting() : config.criticalMax();
        if (line.size() >= most) {
            line.removeIf(DefaultTaskRun::isDone);
        }
        if (line.size() >= most) {
            throw new PoolFullException(config, run.priority(), line.size());
        }
        run.beginIn(RunStatus.HELD);
        line.add(run);
    }

    /** Holds a run that is held already, for something else: it was accepted before. */
    synchronized void addHeld(DefaultTaskRun<?> run) {
        lines.computeIfAbsent(new Line(run.owner().pool(), run.priority()), key -> new ArrayList<>())
                .add(run);
    }

    /** Those that are held, in the order they came within each line; also some that were cancelled since. */
    synchronized List<DefaultTaskRun<?>> all() {
        List<DefaultTaskRun<?>> all = new ArrayList<>();
        lines.values().forEach(all::addAll);
        return all;
    }

    synchronized List<DefaultTaskRun<?>> takeAll() {
        List<DefaultTaskRun<?>> all = all();
        lines.clear();
        return all;
    }

    /** Those of one pool. */
    synchronized List<DefaultTaskRun<?>> takeAll(TaskPool pool) {
        List<DefaultTaskRun<?>> taken = new ArrayList<>();
        Iterator<Map.Entry<Line, List<DefaultTaskRun<?>>>> entries =
                lines.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<Line, List<DefaultTaskRun<?>>> entry = entries.next();
            if (entry.getKey().pool() == pool) {
                taken.addAll(entry.getValue());
                entries.remove();
            }
        }
        return taken;
    }

    /** Those of one task. */
    synchronized List<DefaultTaskRun<?>> takeAll(ManagedTask task) {
        List<DefaultTaskRun<?>> taken =
                all().stream().filter(run -> run.owner() == task).toList();
        lines.values().forEach(line -> line.removeAll(taken));
        return taken;
    }
}
