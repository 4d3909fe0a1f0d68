package io.tasky.benchmarks.probe;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes how long after a moment each piece of work started. Thread-safe. */
public final class StartDelays {

    private static final long GIVE_UP_NANOS = TimeUnit.MINUTES.toNanos(2);

    private final long[] nanos;

    private final AtomicInteger started = new AtomicInteger();

    /**
     * Creates it.
     *
     * @param capacity how many delays to keep at most
     */
    public StartDelays(int capacity) {
        nanos = new long[capacity];
    }

    /**
     * A piece of work starts.
     *
     * @param momentNanoTime when it was submitted, or due
     */
    public void started(long momentNanoTime) {
        long delay = System.nanoTime() - momentNanoTime;
        int index = started.getAndIncrement();
        if (index < nanos.length) {
            nanos[index] = delay;
        }
    }

    /**
     * Waits until that many pieces have started.
     *
     * @param count how many were submitted
     * @throws InterruptedException if the thread was interrupted
     */
    public void await(int count) throws InterruptedException {
        long giveUp = System.nanoTime() + GIVE_UP_NANOS;
        while (started.get() < count) {
            if (System.nanoTime() - giveUp > 0) {
                throw new IllegalStateException("Work was lost: " + started.get() + " of " + count + " ran.");
            }
            Thread.sleep(1);
        }
    }

    /**
     * How many delays it has kept.
     *
     * @return their number
     */
    public int count() {
        return Math.min(started.get(), nanos.length);
    }

    /**
     * How many pieces started before their moment.
     *
     * @return their number
     */
    public int early() {
        return (int) Arrays.stream(nanos, 0, count()).filter(delay -> delay < 0).count();
    }

    /**
     * The delay that a share of the pieces kept; to be asked when all have started.
     *
     * @param share from 0 to 1, which gives the longest delay
     * @return milliseconds; not a number if there is none
     */
    public double millis(double share) {
        long[] sorted = Arrays.copyOf(nanos, count());
        Arrays.sort(sorted);
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(share * sorted.length);
        return (double) sorted[Math.max(1, rank) - 1] / TimeUnit.MILLISECONDS.toNanos(1);
    }
}
