package io.tasky.test;

import io.tasky.memory.InMemoryQueueStoreFactory;
import io.tasky.spi.QueueStore;
import java.util.Comparator;

/** Where all items are equal, order changes nothing. */
class OrderedInMemoryQueueStoreTests extends QueueStoreContract {

    @Override
    protected QueueStore<Object> create(int capacity) {
        return new InMemoryQueueStoreFactory().createOrdered("orders", capacity, Comparator.comparing(item -> 0));
    }
}
