package io.tasky.spi;

import io.tasky.spi.RunContextCarrier.Captured;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the items of one queue, in the order they came, or in the order that it was created with. Waiting for room or for
 * items is not its business. Implementations are thread-safe.
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
     * Hands out the first item. Until its delivery is ended it is in nobody else's hands.
     *
     * @return the item's delivery, or null if there is none
     */
    @Nullable
    Delivery<T> poll();

    /**
     * Hands out several items, as {@link #poll()} would one after the other.
     *
     * @param max how many at most
     * @return their deliveries, the first item first; empty if there is none
     */
    default List<Delivery<T>> poll(int max) {
        List<Delivery<T>> taken = new ArrayList<>();
        try {
            Delivery<T> next = max > 0 ? poll() : null;
            while (next != null) {
                taken.add(next);
                next = taken.size() < max ? poll() : null;
            }
        } catch (RuntimeException | Error ex) {
            giveBackAfter(ex, taken);
            throw ex;
        }
        return taken;
    }

    /**
     * Gives several items back, so that they wait in the order of the list. One that cannot be given back keeps no other
     * from it; what it fails with is thrown afterwards.
     *
     * @param <T> the type of the items
     * @param deliveries their deliveries, the first item first
     */
    static <T> void giveBack(List<? extends Delivery<T>> deliveries) {
        List<Delivery<T>> left = new ArrayList<>(deliveries);
        while (!left.isEmpty()) {
            Delivery<T> last = left.remove(left.size() - 1);
            try {
                last.giveBack();
            } catch (RuntimeException | Error ex) {
                giveBackAfter(ex, left);
                throw ex;
            }
        }
    }

    private static <T> void giveBackAfter(Throwable failure, List<? extends Delivery<T>> deliveries) {
        try {
            giveBack(deliveries);
        } catch (RuntimeException | Error ex) {
            failure.addSuppressed(ex);
        }
    }

    /**
     * How many items wait.
     *
     * @return the number of items that are stored and not handed out
     */
    int size();

    /**
     * How many of them would be handed out now: fewer than wait where some are held back behind others.
     *
     * @return a number up to {@link #size()}
     */
    default int available() {
        return size();
    }

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
     * An item in a worker's hands. It is ended once, by one of its three methods; what follows that does nothing.
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

        /**
         * What the store has kept of the thread that put the item, to go around the attempts of the item's run. Not asked for
         * where several items are handled together.
         *
         * @return by default null for nothing
         */
        default @Nullable Captured context() {
            return null;
        }

        /** The item was handled: forget it. */
        void acknowledge();

        /**
         * The item was not handled: it waits again, before all that came after it, even where the queue is full by now.
         */
        void giveBack();

        /** The item is to be handled once more, later: it waits again, as the last, even where the queue is full by now. */
        void requeue();
    }
}
