package io.tasky.test;

import io.tasky.pool.Permit;
import io.tasky.pool.PoolConfig;
import io.tasky.pool.PoolEntry;
import io.tasky.pool.PoolSnapshot;
import io.tasky.pool.TaskPool;
import io.tasky.task.TaskPriority;
import io.tasky.task.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Runs what is submitted at once, on the thread that submits it. It has no slots, so that nothing waits. Thread-safe. */
final class InlinePool implements TaskPool {

    private final TimeSource time;

    private final FailedRuns failures;

    private final ReentrantLock lock = new ReentrantLock();

    private final Condition ended = lock.newCondition();

    private final AtomicReference<PoolConfig> config;

    private volatile boolean closed;

    /** Guarded by the lock. */
    private int running;

    InlinePool(PoolConfig config, TimeSource time, FailedRuns failures) {
        this.config = new AtomicReference<>(config);
        this.time = time;
        this.failures = failures;
    }

    @Override
    public PoolConfig config() {
        return Objects.requireNonNull(config.get());
    }

    @Override
    public void submit(PoolEntry entry) {
        if (!offer(entry)) {
            throw new RejectedExecutionException("Pool '" + config().name()
                    + "' is closed and takes no more work. Submit before the application stops.");
        }
    }

    @Override
    public void readmit(PoolEntry entry) {
        submit(entry);
    }

    @Override
    public boolean offer(PoolEntry entry) {
        if (closed) {
            return false;
        }
        failures.executeSubmitted(() -> execute(entry));
        return true;
    }

    private void execute(PoolEntry entry) {
        count(1);
        try {
            PoolEntry.Next next = entry.runHere();
            while (next == PoolEntry.Next.AGAIN) {
                next = entry.runHere();
            }
        } finally {
            count(-1);
        }
    }

    private void count(int change) {
        lock.lock();
        try {
            running += change;
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private int running() {
        lock.lock();
        try {
            return running;
        } finally {
            lock.unlock();
        }
    }

    /** There is always room. */
    @Override
    public boolean offer(PoolEntry entry, Duration timeout) {
        return offer(entry);
    }

    @Override
    public @Nullable PoolEntry submitInstead(PoolEntry entry, Predicate<PoolEntry> mayGo) {
        submit(entry);
        return null;
    }

    /** There are no slots to lend. */
    @Override
    public void lend(PoolEntry entry) {}

    @Override
    public void reclaim(PoolEntry entry) {}

    @Override
    public boolean raise(PoolEntry waiting, TaskPriority atLeast) {
        return false;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public boolean remove(PoolEntry entry) {
        return false;
    }

    @Override
    public boolean isAwaited(TaskPriority atLeast) {
        return false;
    }

    @Override
    public int available(TaskPriority priority) {
        return closed ? 0 : Integer.MAX_VALUE;
    }

    @Override
    public @Nullable Permit tryAcquire(TaskPriority priority) {
        return closed ? null : () -> {};
    }

    @Override
    public void whenRoom(TaskPriority priority, Runnable listener) {
        if (!closed) {
            listener.run();
        }
    }

    @Override
    public void whenSlotFree(TaskPriority priority, Runnable listener) {
        whenRoom(priority, listener);
    }

    @Override
    public PoolConfig resize(UnaryOperator<PoolConfig> change) {
        return Objects.requireNonNull(config.getAndUpdate(change));
    }

    @Override
    public PoolSnapshot snapshot() {
        Map<TaskPriority, Integer> nobody = Map.of(TaskPriority.LOW, 0, TaskPriority.NORMAL, 0, TaskPriority.HIGH, 0);
        return new PoolSnapshot(config(), running(), 0, nobody, 0, 0, 0);
    }

    @Override
    public void forEachWaiting(Consumer<PoolEntry> visitor, int limit) {}

    @Override
    public void shutdown() {
        closed = true;
    }

    @Override
    public List<PoolEntry> removeWaiting() {
        return List.of();
    }

    @Override
    public boolean awaitIdle(Duration timeout) throws InterruptedException {
        long deadline = time.nanoTime() + TimeSource.nanosOf(timeout);
        lock.lockInterruptibly();
        try {
            while (running > 0) {
                if (!time.awaitUntil(lock, ended, deadline)) {
                    return running == 0;
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
