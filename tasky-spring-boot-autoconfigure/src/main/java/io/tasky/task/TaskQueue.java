package io.tasky.task;

import java.time.Duration;
import java.util.Collection;

/**
 * The queue in front of a {@code @QueueWorker} method. Injected by type and name. Thread-safe.
 *
 * @param <T> the type of the items
 */
public interface TaskQueue<T> {

    /**
     * The queue's name.
     *
     * @return the name
     */
    String name();

    /**
     * Adds an item; where the queue is full, does what its overflow policy says.
     *
     * @param item the item
     * @throws QueueClosedException if the queue is closed, or is closed while this waits
     * @throws QueueFullException if the queue is full and rejects
     * @throws InterruptedException if the thread was interrupted while it waited; the item was not added
     */
    void put(T item) throws InterruptedException;

    /**
     * Adds an item, waiting for room at most that long.
     *
     * @param item the item
     * @param timeout how long to wait; zero means not at all
     * @return false if there was no room in time
     * @throws QueueClosedException if the queue is closed, or is closed while this waits
     * @throws InterruptedException if the thread was interrupted while it waited; the item was not added
     */
    boolean offer(T item, Duration timeout) throws InterruptedException;

    /**
     * Puts items one by one, as {@link #put}.
     *
     * @param items the items
     * @throws InterruptedException if the thread was interrupted while it waited; the items before were added
     */
    default void putAll(Collection<? extends T> items) throws InterruptedException {
        for (T item : items) {
            put(item);
        }
    }

    /**
     * How many items wait.
     *
     * @return the number of items not yet taken by a worker
     */
    int size();

    /**
     * How many more items fit.
     *
     * @return that number; {@link Integer#MAX_VALUE} for an unbounded queue
     */
    int remainingCapacity();

    /** Takes no more items; the workers end when it is empty. Producers that wait get {@link QueueClosedException}. */
    void close();

    /**
     * Whether the queue is closed.
     *
     * @return true after {@link #close()}
     */
    boolean isClosed();
}
