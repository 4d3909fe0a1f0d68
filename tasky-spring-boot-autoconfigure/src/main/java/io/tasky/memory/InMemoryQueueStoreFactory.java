package io.tasky.memory;

import io.tasky.spi.KeyedQueueStore;
import io.tasky.spi.QueueStore;
import io.tasky.spi.QueueStoreFactory;
import java.util.Comparator;

/** Makes queues that live as long as the application. Thread-safe. */
public final class InMemoryQueueStoreFactory implements QueueStoreFactory {

    @Override
    public String backend() {
        return MEMORY;
    }

    @Override
    public QueueStore<Object> create(String queue, int capacity) {
        return new InMemoryQueueStore(capacity);
    }

    @Override
    public QueueStore<Object> createOrdered(String queue, int capacity, Comparator<Object> order) {
        return new InMemoryOrderedQueueStore(capacity, order);
    }

    @Override
    public KeyedQueueStore<Object> createKeyed(String queue, int capacity) {
        return new InMemoryKeyedQueueStore(capacity);
    }
}
