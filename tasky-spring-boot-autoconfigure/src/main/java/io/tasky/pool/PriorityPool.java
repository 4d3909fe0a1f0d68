package io.tasky.pool;

import io.tasky.task.TaskPriority;
import io.tasky.task.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A pool of threads of its own; how it works is the business of its {@link Dispatcher}. Thread-safe. */
public final class PriorityPool implements TaskPool {

    private final Dispatcher dispatcher;

    private final TimeSource time;

    private PriorityPool(Dispatcher dispatcher, TimeSource time) {
        this.dispatcher = dispatcher;
        this.time = time;
    }

    /**
     * Creates a pool. It has no threads until there is work.
     *
     * @param config its sizes
     * @param time its clock
     * @param threads makes its threads
     * @return the pool
     */
    public static TaskPool create(PoolConfig config, TimeSource time, ThreadFactory threads) {
        return new PriorityPool(new Dispatcher(config, time, threads), time);
    }

    @Override
    public PoolConfig config() {
        return dispatcher.config();
    }

    @Override
    public void submit(PoolEntry entry) {
        if (!dispatcher.admit(entry, false)) {
            throw dispatcher.change(lines -> lines.figures().reject(entry.priority()));
        }
    }

    @Override
    public void readmit(PoolEntry entry) {
        dispatcher.admit(entry, true);
    }

    @Override
    public boolean offer(PoolEntry entry) {
        try {
            return dispatcher.admit(entry, false);
        } catch (RejectedExecutionException ex) {
            return false;
        }
    }

    @Override
    public boolean offer(PoolEntry entry, Duration timeout) throws InterruptedException {
        return offer(entry) || (entry.priority().usesSlots() && awaitRoom(entry, timeout));
    }

    private boolean awaitRoom(PoolEntry entry, Duration timeout) throws InterruptedException {
        long deadline = time.nanoTime() + TimeSource.nanosOf(timeout);
        Waiter waiter = dispatcher.change(
                lines -> isClosed() ? null : lines.waits().blocked().add(entry));
        if (waiter == null) {
            return false;
        }
        InterruptedException interrupt = null;
        try {
            waiter.served.awaitUntil(time, deadline);
        } catch (InterruptedException ex) {
            interrupt = ex;
        }
        boolean admitted = dispatcher.change(lines -> lines.waits().blocked().leave(waiter));
        if (interrupt != null && !admitted) {
            throw interrupt;
        }
        if (interrupt != null) {
            // It came too late: the entry is in the pool.
            Thread.currentThread().interrupt();
        }
        return admitted;
    }

    @Override
    public @Nullable PoolEntry submitInstead(PoolEntry entry, Predicate<PoolEntry> mayGo) {
        if (dispatcher.admit(entry, false)) {
            return null;
        }
        PoolEntry gone = dispatcher.change(lines -> isClosed() ? entry : lines.admitInstead(entry, mayGo));
        if (gone == entry) {
            submit(entry);
            return null;
        }
        return gone;
    }

    @Override
    public void lend(PoolEntry entry) {
        if (entry.pool == dispatcher) {
            dispatcher.change(lines -> lines.waits().lent().lend(entry));
        }
    }

    @Override
    public void reclaim(PoolEntry entry) {
        Waiter waiter = entry.pool == dispatcher
                ? dispatcher.change(lines -> lines.waits().lent().reclaim(entry))
                : null;
        if (waiter != null) {
            waiter.served.await();
        }
    }

    @Override
    public boolean raise(PoolEntry waiting, TaskPriority atLeast) {
        return waiting.pool == dispatcher && dispatcher.change(lines -> lines.raise(waiting, atLeast));
    }

    @Override
    public boolean remove(PoolEntry entry) {
        return entry.pool == dispatcher && dispatcher.change(lines -> lines.remove(entry));
    }

    @Override
    public List<PoolEntry> removeWaiting() {
        return dispatcher.change(PoolLines::removeWaiting);
    }

    @Override
    public void forEachWaiting(Consumer<PoolEntry> visitor, int limit) {
        dispatcher.change(lines -> lines.forEachWaiting(visitor, limit));
    }

    @Override
    public boolean isAwaited(TaskPriority atLeast) {
        return dispatcher.isAwaited(atLeast);
    }

    @Override
    public int available(TaskPriority priority) {
        return dispatcher.change(
                lines -> dispatcher.isClosed() ? 0 : lines.ledger().available(priority));
    }

    @Override
    public @Nullable Permit tryAcquire(TaskPriority priority) {
        boolean taken = dispatcher.change(
                lines -> !dispatcher.isClosed() && lines.ledger().tryTake(priority));
        return taken ? new LoosePermit(dispatcher, priority) : null;
    }

    @Override
    public void whenRoom(TaskPriority priority, Runnable listener) {
        dispatcher.listen(priority, false, listener);
    }

    @Override
    public void whenSlotFree(TaskPriority priority, Runnable listener) {
        dispatcher.listen(priority, true, listener);
    }

    @Override
    public PoolConfig resize(UnaryOperator<PoolConfig> change) {
        while (true) {
            PoolConfig before = dispatcher.config();
            PoolConfig after = change.apply(before);
            if (!after.name().equals(before.name())) {
                throw new IllegalArgumentException("Pool '" + before.name()
                        + "' cannot have the sizes of a pool with another name, '" + after.name()
                        + "'. Derive them from its own config().");
            }
            if (dispatcher.resize(before, after)) {
                return before;
            }
        }
    }

    @Override
    public PoolSnapshot snapshot() {
        return dispatcher.snapshot();
    }

    @Override
    public boolean isClosed() {
        return dispatcher.isClosed();
    }

    @Override
    public void shutdown() {
        dispatcher.close();
    }

    @Override
    public boolean awaitIdle(Duration timeout) throws InterruptedException {
        return dispatcher.awaitIdle(timeout);
    }
}
