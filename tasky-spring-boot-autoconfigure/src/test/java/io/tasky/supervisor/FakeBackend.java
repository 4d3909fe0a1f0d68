package io.tasky.supervisor;

import io.tasky.memory.InMemoryQueueStoreFactory;
import io.tasky.spi.QueueStore;
import io.tasky.spi.QueueStoreFactory;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A backend that keeps items in memory, fails when told to, and says what it was asked. Thread-safe. */
final class FakeBackend implements QueueStoreFactory {

    final List<String> asked = new CopyOnWriteArrayList<>();

    final AtomicInteger acknowledged = new AtomicInteger();

    final AtomicBoolean failsToPoll = new AtomicBoolean();

    final AtomicBoolean failsToCount = new AtomicBoolean();

    /** What happens whenever a store is made. */
    volatile Runnable onCreate = FakeBackend::nothing;

    /** Who asked for an item, or for their number. */
    final Set<Thread> askedBy = ConcurrentHashMap.newKeySet();

    /** What happens, once, when the items are counted next, or after the next item was handed out. */
    final AtomicReference<Runnable> onCount = new AtomicReference<>(FakeBackend::nothing);

    /** What happens, once, after the items were counted next. */
    final AtomicReference<Runnable> afterCount = new AtomicReference<>(FakeBackend::nothing);

    final AtomicReference<Runnable> afterPoll = new AtomicReference<>(FakeBackend::nothing);

    final AtomicBoolean failsToAcknowledge = new AtomicBoolean();

    final AtomicBoolean failsToRequeue = new AtomicBoolean();

    final AtomicBoolean failsToGiveBack = new AtomicBoolean();

    @Override
    public String backend() {
        return "disk";
    }

    @Override
    public QueueStore<Object> create(String queue, int capacity) {
        asked.add(queue + " " + capacity);
        onCreate.run();
        return new FakeStore(this, new InMemoryQueueStoreFactory().create(queue, capacity));
    }

    private static void nothing() {}

    private void asked(AtomicBoolean fails) {
        askedBy.add(Thread.currentThread());
        if (fails.get()) {
            throw new IllegalStateException("disk broken");
        }
    }

    private record FakeStore(FakeBackend backend, QueueStore<Object> store) implements QueueStore<Object> {

        @Override
        public boolean offer(Object item) {
            return store.offer(item);
        }

        @Override
        public @Nullable Delivery<Object> poll() {
            backend.asked(backend.failsToPoll);
            Delivery<Object> delivery = store.poll();
            if (delivery == null) {
                return null;
            }
            backend.afterPoll.getAndSet(FakeBackend::nothing).run();
            return new FakeDelivery(backend, delivery);
        }

        @Override
        public int size() {
            backend.asked(backend.failsToCount);
            backend.onCount.getAndSet(FakeBackend::nothing).run();
            int size = store.size();
            backend.afterCount.getAndSet(FakeBackend::nothing).run();
            return size;
        }

        @Override
        public int capacity() {
            return store.capacity();
        }

        @Override
        public boolean survivesRestart() {
            return true;
        }
    }

    private record FakeDelivery(FakeBackend backend, QueueStore.Delivery<Object> delivery)
            implements QueueStore.Delivery<Object> {

        @Override
        public Object item() {
            return delivery.item();
        }

        @Override
        public void acknowledge() {
            if (backend.failsToAcknowledge.get()) {
                throw new NoClassDefFoundError("disk");
            }
            backend.acknowledged.incrementAndGet();
            delivery.acknowledge();
        }

        @Override
        public void giveBack() {
            if (backend.failsToGiveBack.get()) {
                throw new IllegalStateException("disk full");
            }
            delivery.giveBack();
        }

        @Override
        public void requeue() {
            if (backend.failsToRequeue.get()) {
                throw new IllegalStateException("disk full");
            }
            delivery.requeue();
        }
    }
}
