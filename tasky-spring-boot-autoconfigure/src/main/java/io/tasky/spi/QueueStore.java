package io.tasky.spi;

import org.jspecify.annotations.Nullable;

/**
 * Keeps the items of one queue, in the order they came. Waiting for room or for items is not its business.
 * Implementations are thread-safe.
 *
 * @param <T> the type of the items
 */
public interface QueueStore<T> {

    /**
     * Adds an item at the end.
     *
     * @param item the item
     * @return false if there is no room
     */
    boolean offer(T item);

    /**
     * Hands out the first item. Until it is acknowledged or given back it is in nobody else's hands.
     *
     * @return the item's delivery, or null if there is none
     */
    @Nullable
    Delivery<T> poll();

    /**
     * How many items wait.
     *
     * @return the number of items that are stored and not handed out
     */
    int size();

    /**
     * How many items fit.
     *
     * @return the capacity, -1 for any number
     */
    int capacity();

    /**
     * Whether items outlive this application, so that they need not be worked off before it ends.
     *
     * @return false for a queue in memory
     */
    boolean survivesRestart();

    /**
     * An item in a worker's hands. It is ended once, by one of its two methods; what follows that does nothing.
     *
     * @param <T> the type of the item
     */
    interface Delivery<T> {

        /**
         * The item.
         *
         * @return the item
         */
        T item();

        /** The item was handled: forget it. */
        void acknowledge();

        /** The item was not handled: it waits again, as the first, even where the queue is full by now. */
        void giveBack();
    }
}
