package io.tasky.pool;

import io.tasky.task.TaskPriority;
import io.tasky.task.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A pool of threads of its own; how it works is the business of its {@link Dispatcher}. Thread-safe. */
public final class PriorityPool implements TaskPool {

    private final Dispatcher dispatcher;

    private PriorityPool(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
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
        return new PriorityPool(new Dispatcher(config, time, threads));
    }

    @Override
    public PoolConfig config() {
        return dispatcher.config();
    }

    @Override
    public void submit(PoolEntry entry) {
        if (!dispatcher.admit(entry, false)) {
            throw dispatcher.change(lines -> lines.reject(entry.priority()));
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
        return dispatcher.change(lines -> dispatcher.isClosed() ? 0 : lines.available(priority));
    }

    @Override
    public @Nullable Permit tryAcquire(TaskPriority priority) {
        boolean taken = dispatcher.change(lines -> !dispatcher.isClosed() && lines.tryTake(priority));
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
    public void resize(PoolConfig config) {
        String name = dispatcher.config().name();
        if (!config.name().equals(name)) {
            throw new IllegalArgumentException(
                    "Pool '" + name + "' cannot have the sizes of a pool with another name, '" + config.name()
                            + "'. Derive them from its own config().");
        }
        dispatcher.resize(config);
    }

    @Override
    public PoolSnapshot snapshot() {
        return dispatcher.snapshot();
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
