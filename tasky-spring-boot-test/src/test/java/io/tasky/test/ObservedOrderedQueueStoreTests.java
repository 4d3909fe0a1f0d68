package io.tasky.test;

import io.tasky.spi.QueueStore;
import java.util.Comparator;
import org.junit.jupiter.api.AfterEach;

class ObservedOrderedQueueStoreTests extends OrderedQueueStoreContract {

    private final Producing producing = new Producing();

    @AfterEach
    void stopProducing() {
        producing.close();
    }

    @Override
    protected QueueStore<Object> create(int capacity, Comparator<Object> order) {
        return producing.stores.createOrdered("orders", capacity, order);
    }
}
