package io.tasky.test;

import io.tasky.memory.InMemoryQueueStoreFactory;
import io.tasky.spi.KeyedQueueStore;

class KeyedQueueStoreTests extends KeyedQueueStoreContract {

    @Override
    protected KeyedQueueStore<Object> create(int capacity) {
        return new InMemoryQueueStoreFactory().createKeyed("orders", capacity);
    }
}
