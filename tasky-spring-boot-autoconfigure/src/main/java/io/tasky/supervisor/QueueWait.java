package io.tasky.supervisor;

import io.tasky.pool.PoolEntry;
import io.tasky.pool.TaskPool;
import io.tasky.task.TimeSource;
import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** How a producer waits for room: inside a run it lends its slot meanwhile. Thread-safe. */
final class QueueWait {

    private final TimeSource time;

    private final QueueRoom room;

    private final QueueTasks tasks;

    QueueWait(TimeSource time, QueueRoom room, QueueTasks tasks) {
        this.time = time;
        this.room = room;
        this.tasks = tasks;
    }

    /** Tries until that works or the time is over; answers whether it worked. */
    boolean until(BooleanSupplier attempt, Duration timeout) throws InterruptedException {
        PoolEntry producer = PoolEntry.current();
        long deadline = time.nanoTime() + TimeSource.nanosOf(timeout);
        if (producer == null) {
            return room.await(attempt, deadline);
        }
        Set<TaskPool> lenders = tasks.lend(producer);
        try {
            return room.await(attempt, deadline);
        } finally {
            lenders.forEach(pool -> pool.reclaim(producer));
        }
    }
}
