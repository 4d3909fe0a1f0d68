package io.tasky.supervisor;

import io.tasky.spi.QueueStore.Delivery;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Items that a worker has taken at once, and handles one after the other. What it has not begun, others may take out of its
 * hand. Thread-safe: each item is given out once.
 */
final class QueueHand {

    static final QueueHand EMPTY = new QueueHand(List.of(), 0);

    private final List<Delivery<Object>> items;

    private final long takenAt;

    private final AtomicInteger next = new AtomicInteger();

    QueueHand(List<Delivery<Object>> items, long takenAt) {
        this.items = items;
        this.takenAt = takenAt;
    }

    /** When its items were taken, in nanoseconds of the time source. */
    long takenAt() {
        return takenAt;
    }

    @Nullable
    Delivery<Object> next() {
        int now = next.get();
        while (now < items.size()) {
            if (next.compareAndSet(now, now + 1)) {
                return items.get(now);
            }
            now = next.get();
        }
        return null;
    }

    int left() {
        return Math.max(0, items.size() - next.get());
    }

    /** What nobody has begun. */
    List<Delivery<Object>> rest() {
        int size = items.size();
        int from = Math.min(size, next.getAndSet(size));
        return items.subList(from, size);
    }
}
