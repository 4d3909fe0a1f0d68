package io.tasky.memory;

import io.tasky.spi.QueueStore;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Keeps a queue's items in memory. Thread-safe. */
final class InMemoryQueueStore implements QueueStore<Object> {

    private final int capacity;

    /** Guarded by this object's monitor. */
    private final ArrayDeque<Object> items = new ArrayDeque<>();

    InMemoryQueueStore(int capacity) {
        this.capacity = capacity;
    }

    @Override
    public synchronized boolean offer(Object item) {
        if (capacity >= 0 && items.size() >= capacity) {
            return false;
        }
        items.addLast(item);
        return true;
    }

    @Override
    public synchronized @Nullable Delivery<Object> poll() {
        Object item = items.pollFirst();
        return item == null ? null : new Handed(this, item);
    }

    private synchronized void putBack(Object item) {
        items.addFirst(item);
    }

    @Override
    public synchronized int size() {
        return items.size();
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public boolean survivesRestart() {
        return false;
    }

    /** An item in a worker's hands. Only that worker's thread uses it. */
    private static final class Handed implements Delivery<Object> {

        private final InMemoryQueueStore store;

        private final Object item;

        private boolean ended;

        Handed(InMemoryQueueStore store, Object item) {
            this.store = store;
            this.item = item;
        }

        @Override
        public Object item() {
            return item;
        }

        @Override
        public void acknowledge() {
            ended = true;
        }

        @Override
        public void giveBack() {
            if (!ended) {
                ended = true;
                store.putBack(item);
            }
        }
    }
}
