package io.tasky.memory;

import io.tasky.spi.QueueStore;
import io.tasky.spi.QueueStoreFactory;

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
}
