package io.tasky.memory;

import java.util.Comparator;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a queue's items in memory, the smallest first; of those that are equal, the one that came first. Thread-safe. It has
 * no lock, under which the application's comparator would be called.
 */
final class InMemoryOrderedQueueStore extends BoundedStore {

    private final ConcurrentSkipListSet<Placed> items;

    /** Counted before an item is added, and after one was taken: never less than there are. */
    private final AtomicInteger size = new AtomicInteger();

    private final AtomicLong arrivals = new AtomicLong();

    InMemoryOrderedQueueStore(int capacity, Comparator<Object> order) {
        super(capacity);
        this.items = new ConcurrentSkipListSet<>(
                Comparator.comparing(Placed::item, order).thenComparingLong(Placed::number));
    }

    /** An item and its place among those that are equal. */
    private record Placed(Object item, long number) {}

    @Override
    public boolean offer(Object item) {
        if (!takePlace()) {
            return false;
        }
        add(new Placed(item, arrivals.getAndIncrement()));
        return true;
    }

    private boolean takePlace() {
        int now = size.get();
        while (hasRoomBeside(now)) {
            if (size.compareAndSet(now, now + 1)) {
                return true;
            }
            now = size.get();
        }
        return false;
    }

    private void add(Placed placed) {
        boolean added = false;
        try {
            added = items.add(placed);
        } finally {
            if (!added) {
                // The comparator threw.
                size.decrementAndGet();
            }
        }
    }

    private void addBeyondCapacity(Placed placed) {
        size.incrementAndGet();
        add(placed);
    }

    @Override
    public @Nullable Delivery<Object> poll() {
        Placed first = items.pollFirst();
        if (first == null) {
            return null;
        }
        size.decrementAndGet();
        return new Handed(this, first);
    }

    @Override
    public int size() {
        return size.get();
    }

    /** An item in a worker's hands. */
    private static final class Handed extends StoredDelivery {

        private final InMemoryOrderedQueueStore store;

        private final Placed placed;

        Handed(InMemoryOrderedQueueStore store, Placed placed) {
            super(placed.item());
            this.store = store;
            this.placed = placed;
        }

        @Override
        void givenBack() {
            store.addBeyondCapacity(placed);
        }

        @Override
        void requeued() {
            store.addBeyondCapacity(new Placed(placed.item(), store.arrivals.getAndIncrement()));
        }
    }
}
