package io.tasky.test;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The one place that goes by the time of the machine: it bounds how long a test waits for other threads. Thread-safe. */
final class RealTime {

    /** Most of what a test waits for takes microseconds. */
    private static final int EAGER_LOOKS = 50;

    private static final long PAUSE_NANOS = Duration.ofMillis(1).toNanos() / 10;

    private RealTime() {}

    /** Nanoseconds since some moment. */
    static long nanos() {
        return System.nanoTime();
    }

    /**
     * Waits until a condition holds.
     *
     * @param condition is asked again and again
     * @param atMost how long
     * @return false if it did not hold in that time, or this thread was interrupted, which it stays
     */
    static boolean await(BooleanSupplier condition, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        for (int look = 0; !condition.getAsBoolean(); look++) {
            if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
                return condition.getAsBoolean();
            }
            if (look < EAGER_LOOKS) {
                Thread.onSpinWait();
            } else {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        return true;
    }
}
