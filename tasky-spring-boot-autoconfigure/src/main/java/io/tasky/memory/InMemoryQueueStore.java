package io.tasky.memory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Keeps a queue's items in memory, in the order they came. Thread-safe; its monitor guards everything in it. */
final class InMemoryQueueStore extends BoundedStore {

    private final ArrayDeque<Object> items = new ArrayDeque<>();

    /** Items that were given back: all of them come before the others. */
    private final PriorityQueue<Handed> returned = new PriorityQueue<>(Comparator.comparingLong(Handed::number));

    /** How many of the items were handed out: an item's number is how many were before it. */
    private long handedOut;

    InMemoryQueueStore(int capacity) {
        super(capacity);
    }

    @Override
    public synchronized boolean offer(Object item) {
        if (!hasRoomBeside(items.size() + returned.size())) {
            return false;
        }
        items.addLast(item);
        return true;
    }

    @Override
    public synchronized @Nullable Delivery<Object> poll() {
        if (!returned.isEmpty()) {
            Handed first = returned.remove();
            return new Handed(this, first.item(), first.number());
        }
        Object item = items.pollFirst();
        return item == null ? null : new Handed(this, item, handedOut++);
    }

    /** All in one, so that others come in between once, not each time. */
    @Override
    public synchronized List<Delivery<Object>> poll(int max) {
        int count = Math.min(max, size());
        List<Delivery<Object>> taken = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Delivery<Object> next = poll();
            if (next != null) {
                taken.add(next);
            }
        }
        return taken;
    }

    private synchronized void putBack(Handed delivery) {
        returned.add(delivery);
    }

    private synchronized void putLast(Object item) {
        items.addLast(item);
    }

    @Override
    public synchronized int size() {
        return items.size() + returned.size();
    }

    /** An item in a worker's hands. */
    private static final class Handed extends StoredDelivery {

        private final InMemoryQueueStore store;

        private final long number;

        Handed(InMemoryQueueStore store, Object item, long number) {
            super(item);
            this.store = store;
            this.number = number;
        }

        long number() {
            return number;
        }

        @Override
        void givenBack() {
            store.putBack(this);
        }

        @Override
        void requeued() {
            store.putLast(item());
        }
    }
}
