package io.tasky.observation;

import io.micrometer.observation.ObservationRegistry;
import io.tasky.spi.QueueStore;
import io.tasky.spi.RunContextCarrier.Captured;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A store whose items remember their producers. As thread-safe as the store that keeps them.
 *
 * @param <S> the type of that store
 */
class ObservedQueueStore<S extends QueueStore<Object>> implements QueueStore<Object> {

    private final S store;

    private final ObservationRegistry registry;

    ObservedQueueStore(S store, ObservationRegistry registry) {
        this.store = store;
        this.registry = registry;
    }

    final S store() {
        return store;
    }

    /** What is kept of an item that is put on this thread. */
    final Object observed(Object item) {
        return ObservedItem.of(item, registry);
    }

    @Override
    public boolean offer(Object item) {
        return store.offer(observed(item));
    }

    @Override
    public @Nullable Delivery<Object> poll() {
        Delivery<Object> next = store.poll();
        return next == null ? null : opened(next);
    }

    @Override
    public List<Delivery<Object>> poll(int max) {
        return store.poll(max).stream().map(ObservedQueueStore::opened).toList();
    }

    private static Delivery<Object> opened(Delivery<Object> next) {
        return next.item() instanceof ObservedItem item ? new Observed(next, item) : next;
    }

    @Override
    public int size() {
        return store.size();
    }

    @Override
    public int available() {
        return store.available();
    }

    @Override
    public int capacity() {
        return store.capacity();
    }

    @Override
    public boolean survivesRestart() {
        return store.survivesRestart();
    }

    /**
     * An item in a worker's hands. As thread-safe as the delivery.
     *
     * @param delivery the store's
     * @param observed what it brings
     */
    private record Observed(Delivery<Object> delivery, ObservedItem observed) implements Delivery<Object> {

        @Override
        public Object item() {
            return observed.item();
        }

        @Override
        public Captured context() {
            return observed::call;
        }

        @Override
        public void acknowledge() {
            delivery.acknowledge();
        }

        @Override
        public void giveBack() {
            delivery.giveBack();
        }

        @Override
        public void requeue() {
            delivery.requeue();
        }
    }
}
