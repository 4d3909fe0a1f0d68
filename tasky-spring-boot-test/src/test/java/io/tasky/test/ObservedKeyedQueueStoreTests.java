package io.tasky.test;

import io.tasky.spi.KeyedQueueStore;
import org.junit.jupiter.api.AfterEach;

class ObservedKeyedQueueStoreTests extends KeyedQueueStoreContract {

    private final Producing producing = new Producing();

    @AfterEach
    void stopProducing() {
        producing.close();
    }

    @Override
    protected KeyedQueueStore<Object> create(int capacity) {
        return producing.stores.createKeyed("orders", capacity);
    }
}
