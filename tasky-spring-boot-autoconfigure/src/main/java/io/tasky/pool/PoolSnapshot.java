package io.tasky.pool;

import io.tasky.task.TaskPriority;
import java.util.Map;

/**
 * A pool as it was at one moment. Immutable.
 *
 * @param config its sizes
 * @param taken how many slots were taken
 * @param critical how many CRITICAL runs went on beside them
 * @param waiting how many runs of each priority waited for a slot
 * @param blocked how many callers waited for room in a full line, with runs that were not in the pool yet
 * @param threads how many threads the pool had, idle ones included
 * @param rejected how many runs it has refused since it was created
 */
public record PoolSnapshot(
        PoolConfig config,
        int taken,
        int critical,
        Map<TaskPriority, Integer> waiting,
        int blocked,
        int threads,
        long rejected) {

    /** Copies the map. */
    public PoolSnapshot {
        waiting = Map.copyOf(waiting);
    }
}
