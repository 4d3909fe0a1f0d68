package io.tasky.benchmarks.probe;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** What workers do with items: count them. Thread-safe, and cheap where many threads count. */
public final class ItemSink {

    private static final long GIVE_UP_NANOS = TimeUnit.SECONDS.toNanos(20);

    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    private final LongAdder handled = new LongAdder();

    /**
     * Handles an item.
     *
     * @param item any number
     */
    public void handle(Integer item) {
        handled.increment();
    }

    /**
     * How many items were handled.
     *
     * @return their number
     */
    public long handled() {
        return handled.sum();
    }

    /**
     * Waits until that many items were handled, or for so long that they are lost.
     *
     * @param target the number, counted from the beginning
     */
    public void await(long target) {
        long giveUp = System.nanoTime() + GIVE_UP_NANOS;
        while (handled() < target && System.nanoTime() - giveUp < 0) {
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
    }
}
