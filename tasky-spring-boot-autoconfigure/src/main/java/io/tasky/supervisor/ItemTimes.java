package io.tasky.supervisor;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * When the items of a queue came, the first one first, for workers that wait for a batch to be full; and which of them puts
 * a batch together. Thread-safe; its monitor guards the times.
 */
final class ItemTimes {

    /** As many as there are items, or one more for each that is being put. */
    private final ArrayDeque<Long> times = new ArrayDeque<>();

    private final AtomicBoolean collecting = new AtomicBoolean();

    /** An item is about to be put. */
    synchronized void comes(long now) {
        times.addLast(now);
    }

    /** There was no room for it. */
    synchronized void refused() {
        times.pollLast();
    }

    synchronized void cameBack(int items, long now) {
        for (int i = 0; i < items; i++) {
            times.addFirst(now);
        }
    }

    synchronized void left(int items) {
        for (int i = 0; i < items; i++) {
            times.pollFirst();
        }
    }

    /** Until when the first item may wait that long; now if nobody knows when it came. */
    synchronized long due(long now, long wait) {
        Long first = times.peekFirst();
        return first == null ? now : first + wait;
    }

    /** Only one worker puts a batch together at a time: two would each get half of it. */
    boolean beginCollecting() {
        return collecting.compareAndSet(false, true);
    }

    void endCollecting() {
        collecting.set(false);
    }
}
