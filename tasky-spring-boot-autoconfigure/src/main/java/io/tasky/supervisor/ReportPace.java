package io.tasky.supervisor;

import io.tasky.pool.TaskPool;
import io.tasky.task.TaskPriority;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * When a pool may be reported again: where runs come all the time, each look would find some more that wait for too long. Not
 * thread-safe.
 */
final class ReportPace {

    /** For each priority. Of pools that are gone nothing is kept. */
    private final Map<TaskPool, @Nullable Long[]> next = new WeakHashMap<>();

    private final long pause;

    /**
     * Makes a pace.
     *
     * @param pause how long to say nothing after a report, in nanoseconds
     */
    ReportPace(long pause) {
        this.pause = pause;
    }

    /** How long nothing is to be said of runs of that priority yet, in nanoseconds; not more than 0 if it may be. */
    long left(TaskPool pool, TaskPriority priority, long now) {
        @Nullable Long[] ofPool = next.get(pool);
        Long moment = ofPool == null ? null : ofPool[priority.ordinal()];
        return moment == null ? 0 : moment - now;
    }

    void reported(TaskPool pool, TaskPriority priority, long now) {
        next.computeIfAbsent(pool, unknown -> new Long[TaskPriority.values().length])[priority.ordinal()] = now + pause;
    }
}
