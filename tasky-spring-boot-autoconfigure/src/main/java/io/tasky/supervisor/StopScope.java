package io.tasky.supervisor;

import io.tasky.pool.PoolEntry;
import io.tasky.pool.TaskPool;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stop is about. Immutable.
 *
 * @param pool the pool to stop, or null for any
 * @param task the task to stop, or null for any
 */
record StopScope(@Nullable TaskPool pool, @Nullable ManagedTask task) {

    /** Everything there is. */
    static final StopScope ALL = new StopScope(null, null);

    static StopScope of(TaskPool pool) {
        return new StopScope(pool, null);
    }

    static StopScope of(ManagedTask task) {
        return new StopScope(task.pool(), task);
    }

    boolean isEverything() {
        return pool == null && task == null;
    }

    @SuppressWarnings("ReferenceEquality") // one object for each task and each pool
    boolean contains(ManagedTask other) {
        return task != null ? other == task : pool == null || other.pool() == pool;
    }

    Collection<TaskPool> pools(TaskRegistry registry) {
        return pool == null ? registry.pools() : List.of(pool);
    }

    /** Takes what waits out of the lines of a pool. */
    List<PoolEntry> removeWaiting(TaskPool from) {
        if (task == null) {
            return from.removeWaiting();
        }
        List<PoolEntry> entries = new ArrayList<>();
        from.forEachWaiting(entries::add, Integer.MAX_VALUE);
        entries.removeIf(entry -> !isOfTask(entry));
        // The last first: a slot that comes free must not go to one that is to be removed as well.
        Collections.reverse(entries);
        return entries.stream().filter(from::remove).toList();
    }

    private boolean isOfTask(PoolEntry entry) {
        DefaultTaskRun<?> run = RetryTurn.runOf(entry);
        return run != null ? run.owner() == task : entry instanceof QueueTurn turn && turn.isOf(task);
    }
}
