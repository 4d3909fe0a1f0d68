package io.tasky.supervisor;

import io.tasky.pool.PoolEntry;
import io.tasky.spi.QueueStore;
import io.tasky.task.OverflowPolicy;
import io.tasky.task.QueueClosedException;
import io.tasky.task.QueueFullException;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskQueue;
import io.tasky.task.TimeSource;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A queue in front of its workers. Thread-safe; the lock is taken only by producers that find the queue full, and by
 * workers while there are such.
 *
 * @param <T> the type of the items
 */
final class DefaultTaskQueue<T> implements TaskQueue<T> {

    /** How many items fit unless the declaration says otherwise. */
    static final int DEFAULT_CAPACITY = 1000;

    private static final Duration FOR_EVER = ChronoUnit.FOREVER.getDuration();

    private final String name;

    private final QueueStore<T> store;

    private final TimeSource time;

    private final QueueLoop workers;

    private final OverflowPolicy overflow;

    private final ReentrantLock lock = new ReentrantLock();

    private final Condition room = lock.newCondition();

    /** Changed under the lock. */
    private final AtomicInteger waiting = new AtomicInteger();

    private volatile boolean closed;

    DefaultTaskQueue(String name, QueueStore<T> store, TimeSource time, QueueLoop workers) {
        this.name = name;
        this.store = store;
        this.time = time;
        this.workers = workers;
        this.overflow = workers.definition().get(TaskAttribute.OVERFLOW, OverflowPolicy.BLOCK);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void put(T item) throws InterruptedException {
        if (tryPut(item)) {
            return;
        }
        if (overflow == OverflowPolicy.REJECT) {
            throw new QueueFullException(name, store.capacity());
        }
        awaitRoom(item, FOR_EVER);
    }

    @Override
    public boolean offer(T item, Duration timeout) throws InterruptedException {
        return tryPut(item) || (!timeout.isZero() && !timeout.isNegative() && awaitRoom(item, timeout));
    }

    private boolean tryPut(T item) {
        boolean stored = store(item);
        if (stored) {
            tellWorkers();
        }
        return stored;
    }

    private boolean store(T item) {
        if (closed) {
            throw new QueueClosedException(name);
        }
        return store.offer(item);
    }

    private void tellWorkers() {
        if (closed) {
            // It was closed in between: too late to refuse what is in the store.
            workers.itemCameLate();
        } else {
            workers.wakeWorker();
        }
    }

    private boolean awaitRoom(T item, Duration timeout) throws InterruptedException {
        PoolEntry producer = PoolEntry.current();
        if (producer != null) {
            // The workers may need the very slot that this run has.
            workers.pool().lend(producer);
        }
        try {
            boolean stored = storeWhenThereIsRoom(item, time.nanoTime() + TimeSource.nanosOf(timeout));
            if (stored) {
                tellWorkers();
            }
            return stored;
        } finally {
            if (producer != null) {
                workers.pool().reclaim(producer);
            }
        }
    }

    private boolean storeWhenThereIsRoom(T item, long deadline) throws InterruptedException {
        lock.lockInterruptibly();
        waiting.incrementAndGet();
        try {
            // Announced as waiting first: an item taken from here on is signalled.
            while (!store(item)) {
                if (!time.awaitUntil(lock, room, deadline)) {
                    return store(item);
                }
            }
            return true;
        } finally {
            waiting.decrementAndGet();
            lock.unlock();
        }
    }

    /** A worker took an item: there is room for another. */
    void itemTaken() {
        if (waiting.get() > 0) {
            lock.lock();
            try {
                room.signal();
            } finally {
                lock.unlock();
            }
        }
    }

    @Override
    public int size() {
        return store.size();
    }

    @Override
    public int remainingCapacity() {
        return store.capacity() < 0 ? Integer.MAX_VALUE : Math.max(0, store.capacity() - store.size());
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            room.signalAll();
        } finally {
            lock.unlock();
        }
        workers.queueClosed();
    }

    @Override
    public boolean isClosed() {
        return closed;
    }
}
