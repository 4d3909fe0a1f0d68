package io.tasky.test;

import io.tasky.memory.InMemoryQueueStoreFactory;
import io.tasky.spi.QueueStore;
import java.util.Comparator;

class OrderedQueueStoreTests extends OrderedQueueStoreContract {

    @Override
    protected QueueStore<Object> create(int capacity, Comparator<Object> order) {
        return new InMemoryQueueStoreFactory().createOrdered("orders", capacity, order);
    }
}
