package io.tasky.observation;

import io.micrometer.observation.ObservationRegistry;
import io.tasky.spi.KeyedQueueStore;
import io.tasky.spi.QueueStore;
import io.tasky.spi.QueueStoreFactory;
import java.util.Comparator;
import java.util.function.Supplier;

/**
 * Lets the items of queues in memory remember the observation that was current where they were put, so that their runs are its
 * children. Thread-safe.
 */
public class ObservedQueueStoreFactory implements QueueStoreFactory {

    private final QueueStoreFactory stores;

    private final Supplier<ObservationRegistry> registry;

    /**
     * Creates the factory.
     *
     * @param stores creates the stores themselves, which keep any object in this process
     * @param registry knows what is current; asked when a store is created
     */
    public ObservedQueueStoreFactory(QueueStoreFactory stores, Supplier<ObservationRegistry> registry) {
        this.stores = stores;
        this.registry = registry;
    }

    @Override
    public String backend() {
        return stores.backend();
    }

    @Override
    public QueueStore<Object> create(String queue, int capacity) {
        return new ObservedQueueStore<>(stores.create(queue, capacity), registry.get());
    }

    @Override
    public QueueStore<Object> createOrdered(String queue, int capacity, Comparator<Object> order) {
        Comparator<Object> ofItems =
                (one, other) -> order.compare(ObservedItem.itemOf(one), ObservedItem.itemOf(other));
        return new ObservedQueueStore<>(stores.createOrdered(queue, capacity, ofItems), registry.get());
    }

    @Override
    public KeyedQueueStore<Object> createKeyed(String queue, int capacity) {
        return new ObservedKeyedQueueStore(stores.createKeyed(queue, capacity), registry.get());
    }
}
