package io.tasky.spi;

/**
 * A store whose items may have keys: of those with an equal key it hands out one at a time, in the order they came. The next
 * one is available when the delivery before it was acknowledged. Implementations are thread-safe.
 *
 * @param <T> the type of the items
 */
public interface KeyedQueueStore<T> extends QueueStore<T> {

    /**
     * Adds an item at the end.
     *
     * @param item the item
     * @param key its key, with {@code equals} and {@code hashCode}
     * @return false if there is no room
     */
    boolean offer(T item, Object key);
}
