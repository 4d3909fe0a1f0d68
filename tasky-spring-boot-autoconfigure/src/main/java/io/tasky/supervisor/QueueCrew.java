package io.tasky.supervisor;

import java.util.concurrent.atomic.AtomicInteger;

/** How many workers of a task take part in its pool, and how many may. Thread-safe. */
final class QueueCrew {

    /** How many items are handled at the same time unless the declaration says otherwise. */
    static final int DEFAULT_WORKERS = 1;

    private final AtomicInteger busy = new AtomicInteger();

    private volatile int limit;

    QueueCrew(int limit) {
        this.limit = limit;
    }

    int limit() {
        return limit;
    }

    void limit(int workers) {
        limit = workers;
    }

    int busy() {
        return busy.get();
    }

    /** How many more may take part. */
    int idle() {
        return limit - busy.get();
    }

    /** One more takes part, unless all do. */
    boolean join() {
        int now = busy.get();
        while (now < limit) {
            if (busy.compareAndSet(now, now + 1)) {
                return true;
            }
            now = busy.get();
        }
        return false;
    }

    void leave() {
        busy.decrementAndGet();
    }

    /** One leaves, if more take part than may by now. */
    boolean leaveIfTooMany() {
        int now = busy.get();
        while (now > limit) {
            if (busy.compareAndSet(now, now - 1)) {
                return true;
            }
            now = busy.get();
        }
        return false;
    }
}
