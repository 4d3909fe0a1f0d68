package io.tasky.pool;

import io.tasky.task.TaskPriority;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sees how many entries of each priority are on threads, all in one number, so that no two moments are mixed up.
 *
 * <p>A LOW entry may find more entries beside it than the size when its thread gets to it: HIGH ones that used the
 * reserves since it got its slot. But of LOW entries there can never be more than the size, of LOW and NORMAL ones
 * together never more than NORMAL's limit, and so on.
 */
final class LimitWatch implements WatchedEntry.Watch {

    private static final int BITS = 15;

    private final PoolConfig config;

    private final AtomicLong counts = new AtomicLong();

    private final Queue<String> violations = new ConcurrentLinkedQueue<>();

    LimitWatch(PoolConfig config) {
        this.config = config;
    }

    @Override
    public void started(WatchedEntry entry) {
        long now = counts.addAndGet(one(entry.priority()));
        int together = 0;
        for (TaskPriority priority : TaskPriority.values()) {
            int running = (int) (now >> (priority.ordinal() * BITS)) & ((1 << BITS) - 1);
            together = priority.usesSlots() ? together + running : running;
            int limit = priority.usesSlots() ? config.limit(priority) : config.criticalMax();
            if (together > limit) {
                violations.add(together + " run up to " + priority + ", whose limit is " + limit);
            }
        }
    }

    @Override
    public void ends(WatchedEntry entry) {
        counts.addAndGet(-one(entry.priority()));
    }

    private static long one(TaskPriority priority) {
        return 1L << (priority.ordinal() * BITS);
    }

    Queue<String> violations() {
        return violations;
    }
}
