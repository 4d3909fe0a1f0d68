package io.tasky.test;

import io.tasky.memory.InMemoryQueueStoreFactory;
import io.tasky.spi.QueueStore;

/** Items without keys are those of any queue. */
class KeyedInMemoryQueueStoreTests extends QueueStoreContract {

    @Override
    protected QueueStore<Object> create(int capacity) {
        return new InMemoryQueueStoreFactory().createKeyed("orders", capacity);
    }
}
