package io.tasky.benchmarks.dispatch;

import io.tasky.benchmarks.probe.Progress;
import io.tasky.pool.PoolConfig;
import io.tasky.pool.PoolEntry;
import io.tasky.pool.PriorityPool;
import io.tasky.pool.TaskPool;
import io.tasky.supervisor.SystemTimeSource;
import io.tasky.task.TaskPriority;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.Blackhole;

/** Tasky's pool alone. */
final class PoolDispatcher implements Dispatcher {

    private static final PoolConfig SIZES =
            PoolConfig.of("bench", 8).withReserves(0, 2).withLimits(1_000_000, 256);

    private final SystemTimeSource time = SystemTimeSource.create();

    private final TaskPool pool = PriorityPool.create(SIZES, time, Thread::new);

    private final Progress progress;

    PoolDispatcher(Progress progress) {
        this.progress = progress;
    }

    @Override
    public void noop(Blackhole handles) {
        pool.submit(new Noop());
    }

    @Override
    public void marker() {
        pool.submit(new Marker(progress));
    }

    @Override
    public void close() {
        pool.shutdown();
        time.close();
    }

    private static final class Noop extends PoolEntry {

        Noop() {
            super(TaskPriority.NORMAL);
        }

        @Override
        protected Next run(@Nullable PoolEntry before) {
            return Next.DONE;
        }
    }

    private static final class Marker extends PoolEntry {

        private final Progress progress;

        Marker(Progress progress) {
            super(TaskPriority.NORMAL);
            this.progress = progress;
        }

        @Override
        protected Next run(@Nullable PoolEntry before) {
            progress.mark();
            return Next.DONE;
        }
    }
}
