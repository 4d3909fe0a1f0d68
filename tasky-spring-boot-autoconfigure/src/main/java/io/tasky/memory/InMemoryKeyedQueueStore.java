package io.tasky.memory;

import io.tasky.spi.KeyedQueueStore;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a queue's items in memory, and hands out those of one key one at a time. Thread-safe; its monitor guards everything
 * in it, and is held while keys are hashed and compared, as the locks of any map are.
 */
final class InMemoryKeyedQueueStore extends BoundedStore implements KeyedQueueStore<Object> {

    /** What may be handed out: of each key one item at most. */
    private final PriorityQueue<Keyed> ready = new PriorityQueue<>(Comparator.comparingLong(Keyed::number));

    /** By the keys of what is ready or handed out: the items behind it. */
    private final Map<Object, Deque<Keyed>> behind = new HashMap<>();

    private long arrivals;

    private int size;

    InMemoryKeyedQueueStore(int capacity) {
        super(capacity);
    }

    /** An item and its place. */
    private record Keyed(Object item, @Nullable Object key, long number) {}

    @Override
    public boolean offer(Object item) {
        return addIfRoom(item, null);
    }

    @Override
    public boolean offer(Object item, Object key) {
        return addIfRoom(item, key);
    }

    private synchronized boolean addIfRoom(Object item, @Nullable Object key) {
        if (!hasRoomBeside(size)) {
            return false;
        }
        addLast(item, key);
        return true;
    }

    private void addLast(Object item, @Nullable Object key) {
        // Before anything has changed: a key that cannot be hashed or compared leaves no trace.
        Deque<Keyed> others = key == null ? null : behind.putIfAbsent(key, new ArrayDeque<>(0));
        Keyed keyed = new Keyed(item, key, arrivals++);
        size++;
        if (others == null) {
            ready.add(keyed);
        } else {
            others.addLast(keyed);
        }
    }

    @Override
    public synchronized @Nullable Delivery<Object> poll() {
        Keyed first = ready.poll();
        if (first == null) {
            return null;
        }
        size--;
        return new Handed(this, first);
    }

    /** The item before the next one of that key is done with. */
    private synchronized void free(@Nullable Object key) {
        Deque<Keyed> others = key == null ? null : behind.get(key);
        if (others == null) {
            return;
        }
        Keyed next = others.pollFirst();
        if (next == null) {
            behind.remove(key);
        } else {
            ready.add(next);
        }
    }

    private synchronized void putBack(Keyed keyed) {
        size++;
        ready.add(keyed);
    }

    private synchronized void putLast(Keyed keyed) {
        addLast(keyed.item(), keyed.key());
        free(keyed.key());
    }

    @Override
    public synchronized int size() {
        return size;
    }

    @Override
    public synchronized int available() {
        return ready.size();
    }

    /** An item in a worker's hands. */
    private static final class Handed extends StoredDelivery {

        private final InMemoryKeyedQueueStore store;

        private final Keyed keyed;

        Handed(InMemoryKeyedQueueStore store, Keyed keyed) {
            super(keyed.item());
            this.store = store;
            this.keyed = keyed;
        }

        @Override
        void forgotten() {
            store.free(keyed.key());
        }

        @Override
        void givenBack() {
            store.putBack(keyed);
        }

        @Override
        void requeued() {
            store.putLast(keyed);
        }
    }
}
