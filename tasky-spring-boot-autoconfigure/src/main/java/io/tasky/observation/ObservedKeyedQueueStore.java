package io.tasky.observation;

import io.micrometer.observation.ObservationRegistry;
import io.tasky.spi.KeyedQueueStore;

/** A store with keys whose items remember their producers. As thread-safe as the store that keeps them. */
final class ObservedKeyedQueueStore extends ObservedQueueStore<KeyedQueueStore<Object>>
        implements KeyedQueueStore<Object> {

    ObservedKeyedQueueStore(KeyedQueueStore<Object> store, ObservationRegistry registry) {
        super(store, registry);
    }

    @Override
    public boolean offer(Object item, Object key) {
        return store().offer(observed(item), key);
    }
}
