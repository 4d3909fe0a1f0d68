package io.tasky.task;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * The queue in front of {@code @QueueWorker} methods. Injected by type and name. Thread-safe.
 *
 * <p>Items that are handled quickly are taken by up to 64 at once: these are in the hands of a worker, which gives them back
 * if it has to stop before it gets to them. They count as waiting, but leave room for others.
 *
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
     * Adds an item, waiting for room at most that long, whatever the overflow policy says.
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
     * @return the number of items that no worker has begun to handle
     */
    int size();

    /**
     * How many more items fit.
     *
     * @return that number; {@link Integer#MAX_VALUE} for an unbounded queue
     */
    int remainingCapacity();

    /**
     * Takes no more items; the workers end when it is empty. Producers that wait get {@link QueueClosedException}. Repeated,
     * it changes nothing.
     *
     * @return whether it was open
     */
    boolean close();

    /**
     * Takes items again after {@link #close()}, and its workers go on. Of a queue that is open it changes nothing.
     *
     * @return whether it was closed
     */
    boolean reopen();

    /**
     * Whether the queue is closed.
     *
     * @return true after {@link #close()}
     */
    boolean isClosed();

    /**
     * Takes out items that wait, the first ones first; no worker will handle them. An item whose key is in a worker's hands
     * stays.
     *
     * @param max how many to take at most
     * @return the items, which are the caller's now; empty if there are none
     */
    List<T> drain(int max);

    /**
     * Takes out all items that wait, as {@link #drain(int)}.
     *
     * @return the items, which are the caller's now; empty if there are none
     */
    default List<T> drain() {
        return drain(Integer.MAX_VALUE);
    }

    /**
     * The items whose runs failed for good, and which no other queue took: as many as are kept for each task, 1000, the latest
     * of them.
     *
     * @return the dead letters of all its workers, the oldest first
     */
    List<DeadLetter<T>> deadLetters();

    /**
     * Puts dead letters back into the queue, the oldest first, as many as there is room for; the others stay. So does one whose
     * key cannot be read, or that the store fails to take: that is logged, and keeps no other from being put back.
     *
     * @return how many were put back
     * @throws QueueClosedException if the queue is closed
     */
    int replay();

    /**
     * Changes how many items are handled at the same time, from now on. Fewer workers take effect as items end.
     *
     * @param workers a number of 1 or more
     * @throws IllegalArgumentException if it is less than 1
     * @throws IllegalStateException if not exactly one task works on this queue
     */
    void setWorkers(int workers);

    /**
     * As {@link #setWorkers(int)}, for one of several tasks that work on this queue.
     *
     * @param task the task's name
     * @param workers a number of 1 or more
     * @throws IllegalArgumentException if it is less than 1, or no task of that name works on this queue
     */
    void setWorkers(String task, int workers);

    /**
     * The queue now, with the workers of all its tasks.
     *
     * @return an immutable snapshot
     */
    QueueSnapshot snapshot();
}
