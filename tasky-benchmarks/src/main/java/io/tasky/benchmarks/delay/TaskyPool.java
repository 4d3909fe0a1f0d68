package io.tasky.benchmarks.delay;

import io.tasky.pool.PoolConfig;
import io.tasky.pool.PoolEntry;
import io.tasky.pool.PriorityPool;
import io.tasky.pool.TaskPool;
import io.tasky.supervisor.SystemTimeSource;
import io.tasky.task.TaskPriority;
import org.jspecify.annotations.Nullable;

/** Tasky's pool of 8 with a reserve of 2; plain work is LOW. */
final class TaskyPool implements DelayPool {

    private static final PoolConfig SIZES =
            PoolConfig.of("bench", 8).withReserves(0, 2).withLimits(1_000_000, 256);

    private final SystemTimeSource time = SystemTimeSource.create();

    private final TaskPool pool = PriorityPool.create(SIZES, time, Thread::new);

    private final TaskPriority urgency;

    TaskyPool(TaskPriority urgency) {
        this.urgency = urgency;
    }

    @Override
    public void plain(Runnable work) {
        pool.submit(new Entry(TaskPriority.LOW, work));
    }

    @Override
    public void urgent(Runnable work) {
        pool.submit(new Entry(urgency, work));
    }

    @Override
    public void close() {
        pool.shutdown();
        time.close();
    }

    private static final class Entry extends PoolEntry {

        private final Runnable work;

        Entry(TaskPriority priority, Runnable work) {
            super(priority);
            this.work = work;
        }

        @Override
        protected Next run(@Nullable PoolEntry before) {
            work.run();
            return Next.DONE;
        }
    }
}
