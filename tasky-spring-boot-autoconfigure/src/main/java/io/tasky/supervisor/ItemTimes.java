package io.tasky.supervisor;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * When the items of a queue came, the first one first, for workers that wait for a batch to be full; and which of them puts
 * a batch together. An item that leaves without being noted, because another application takes it or in the moment in which
 * this begins, leaves its time behind: {@link #keep} finds that. Thread-safe; its monitor guards the times.
 */
final class ItemTimes {

    /** As many as there are items, and one more for each that is being put. */
    private final ArrayDeque<Long> times = new ArrayDeque<>();

    private final AtomicBoolean collecting = new AtomicBoolean();

    /** How many items are being put. */
    private int coming;

    /** How many were put. */
    private long put;

    /** An item is about to be put. {@link #came} or {@link #refused} follows. */
    synchronized void comes(long now) {
        coming++;
        times.addLast(now);
    }

    /** It was put. */
    synchronized void came() {
        coming--;
        put++;
    }

    /** There was no room for it. */
    synchronized void refused() {
        coming--;
        times.pollLast();
    }

    /** Items are there that came before anybody noted when; no later than now. */
    synchronized void found(int items, long now) {
        while (times.size() < items) {
            times.addFirst(now);
        }
    }

    synchronized void cameBack(int items, long now) {
        for (int i = 0; i < items; i++) {
            times.addFirst(now);
        }
    }

    synchronized void cameBackLast(long now) {
        times.addLast(now);
    }

    synchronized void left(int items) {
        for (int i = 0; i < items; i++) {
            times.pollFirst();
        }
    }

    /** How many items have been put until now, for {@link #keep}. */
    synchronized long put() {
        return put;
    }

    /**
     * Forgets the times of items that are gone.
     *
     * @param items how many are left
     * @param putBefore how many had been put before those were counted
     */
    synchronized void keep(int items, long putBefore) {
        // Those that were put since may have been counted or not.
        long most = items + coming + (put - putBefore);
        while (times.size() > most) {
            times.removeFirst();
        }
    }

    synchronized boolean isEmpty() {
        return times.isEmpty();
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
