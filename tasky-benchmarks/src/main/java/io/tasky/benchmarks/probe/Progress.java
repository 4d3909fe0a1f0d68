package io.tasky.benchmarks.probe;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Counts the markers among the work that has run. Every way of running starts work of one priority in the order it came,
 * so when a marker runs, all that was submitted before it has started. Counting every piece instead would cost as much as
 * what is measured. Thread-safe, for one waiting thread.
 */
public final class Progress {

    private static final long GIVE_UP_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final AtomicLong marks = new AtomicLong();

    private volatile @Nullable Thread waiter;

    /** A marker runs. */
    public void mark() {
        marks.incrementAndGet();
        Thread thread = waiter;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    /**
     * How many markers have run.
     *
     * @return their number
     */
    public long marks() {
        return marks.get();
    }

    /**
     * Waits until that many markers have run.
     *
     * @param target the number, counted from the beginning
     */
    public void await(long target) {
        if (marks.get() >= target) {
            return;
        }
        long giveUp = System.nanoTime() + GIVE_UP_NANOS;
        waiter = Thread.currentThread();
        while (marks.get() < target) {
            LockSupport.parkNanos(this, GIVE_UP_NANOS);
            if (System.nanoTime() - giveUp > 0) {
                throw new IllegalStateException("Work was lost: " + marks.get() + " of " + target + " markers ran.");
            }
        }
        waiter = null;
    }
}
