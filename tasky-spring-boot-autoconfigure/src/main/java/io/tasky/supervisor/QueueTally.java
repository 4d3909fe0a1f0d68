package io.tasky.supervisor;

import io.tasky.spi.QueueStore.Delivery;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what was not simply handled, and tells listeners of what was dropped. Thread-safe. */
final class QueueTally {

    private static final Logger logger = LoggerFactory.getLogger(QueueTally.class);

    private final String queue;

    private final TaskListeners listeners;

    private final LongAdder dropped = new LongAdder();

    private final LongAdder requeued = new LongAdder();

    QueueTally(String queue, TaskListeners listeners) {
        this.queue = queue;
        this.listeners = listeners;
    }

    /** The item that waited longest makes room for another. */
    void dropOldest(Delivery<Object> oldest) {
        oldest.acknowledge();
        dropped(oldest.item());
    }

    void dropped(Object item) {
        dropped.increment();
        logger.debug("Queue '{}' was full and dropped an item.", queue);
        listeners.tell(listener -> listener.onItemDropped(queue, item));
    }

    void requeued() {
        requeued.increment();
    }

    long allDropped() {
        return dropped.sum();
    }

    long allRequeued() {
        return requeued.sum();
    }
}
