package io.tasky.test;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.tasky.memory.InMemoryQueueStoreFactory;
import io.tasky.observation.ObservedQueueStoreFactory;
import io.tasky.spi.QueueStoreFactory;

/** Makes stores whose items remember their producers, on a thread that has something to remember. Used on one thread. */
final class Producing implements AutoCloseable {

    private final ObservationRegistry registry = registry();

    private final Observation.Scope scope =
            Observation.start("producer", registry).openScope();

    final QueueStoreFactory stores = new ObservedQueueStoreFactory(new InMemoryQueueStoreFactory(), () -> registry);

    private static ObservationRegistry registry() {
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig().observationHandler(context -> true);
        return registry;
    }

    /** Does nothing the second time. */
    @Override
    public void close() {
        if (registry.getCurrentObservationScope() == scope) {
            scope.close();
        }
    }
}
