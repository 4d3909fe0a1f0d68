package io.tasky.supervisor;

import io.tasky.pool.PoolEntry;
import io.tasky.pool.PoolSnapshot;
import io.tasky.pool.TaskPool;
import io.tasky.task.TaskPriority;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Looks at the lines of a pool. Used on one thread. */
final class LineCheck {

    private final TaskPool pool;

    private final PoolSnapshot snapshot;

    private final RunWatch watch;

    private final long now;

    LineCheck(TaskPool pool, Engine engine, long now) {
        this.pool = pool;
        this.snapshot = pool.snapshot();
        this.watch = engine.runWatch();
        this.now = now;
    }

    /** The lines whose first run has waited too long. */
    List<String> tooLong() {
        if (watch.warnAfter() >= RunWatch.NEVER
                || snapshot.waiting().values().stream().allMatch(count -> count == 0)) {
            return List.of();
        }
        Map<TaskPriority, DefaultTaskRun<?>> first = new EnumMap<>(TaskPriority.class);
        pool.forEachWaiting(entry -> note(entry, first), Integer.MAX_VALUE);
        return first.values().stream()
                .filter(run -> waited(run) - watch.warnAfter() >= 0)
                .map(this::text)
                .toList();
    }

    /** Under the lock of the pool: only takes notes. The first of a priority has waited longest. */
    private void note(PoolEntry entry, Map<TaskPriority, DefaultTaskRun<?>> first) {
        if (watch.watches(entry.priority()) && !first.containsKey(entry.priority())) {
            DefaultTaskRun<?> run = RetryTurn.runOf(entry);
            if (run != null && run.attempt() == 0) {
                first.put(entry.priority(), run);
            }
        }
    }

    private long waited(DefaultTaskRun<?> run) {
        return now - run.waitingSinceNanos();
    }

    private String text(DefaultTaskRun<?> run) {
        TaskPriority priority = run.priority();
        return "pool '" + name() + "' has no slot for " + waiting(priority) + " of priority " + priority + ": "
                + snapshot.taken() + " of " + snapshot.config().limit(priority) + " slots are taken; the first is run "
                + run.id() + " of task '" + run.task() + "', for "
                + Duration.ofNanos(waited(run)).toSeconds() + " s now";
    }

    private String waiting(TaskPriority priority) {
        int count = Math.max(1, snapshot.waiting().getOrDefault(priority, 0));
        return count == 1 ? "1 run" : count + " runs";
    }

    private String name() {
        return snapshot.config().name();
    }

    /** The lines that take no more runs. */
    List<String> full() {
        int most = snapshot.config().maxWaiting();
        return Stream.of(TaskPriority.values())
                .filter(priority -> most > 0 && snapshot.waiting().getOrDefault(priority, 0) >= most)
                .map(priority -> "the line of priority " + priority + " of pool '" + name() + "' is full: " + most
                        + " runs wait for a slot, and others are refused")
                .toList();
    }
}
