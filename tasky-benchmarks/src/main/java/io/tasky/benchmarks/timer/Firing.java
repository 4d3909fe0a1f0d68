package io.tasky.benchmarks.timer;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Schedules timers at a steady rate, puts each of them off once after half its delay, and lets them fire. */
final class Firing {

    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Timers timers;

    private final Shots shots;

    private final long delayNanos;

    /** How many timers are scheduled in a millisecond. */
    private final int each;

    Firing(Timers timers, Shots shots, Duration delay, Duration during) {
        this.timers = timers;
        this.shots = shots;
        this.delayNanos = delay.toNanos();
        this.each = Math.max(1, (int) (shots.size() / Math.max(1, during.toMillis())));
    }

    void run() throws InterruptedException {
        int lag = (int) (delayNanos / 2 / SLICE_NANOS);
        int slices = (shots.size() + each - 1) / each;
        long start = System.nanoTime();
        for (int slice = 0; slice < slices + lag; slice++) {
            schedule(slice);
            reset(slice - lag);
            awaitMoment(start + (slice + 1) * SLICE_NANOS);
        }
        shots.lateness().await(shots.size());
    }

    private void schedule(int slice) {
        for (int timer = first(slice); timer < first(slice + 1); timer++) {
            shots.expect(timer, System.nanoTime() + delayNanos);
            timers.schedule(timer);
        }
    }

    private void reset(int slice) {
        for (int timer = first(slice); timer < first(slice + 1); timer++) {
            long now = System.nanoTime();
            // Not one that is about to fire because this thread was held up: it would fire twice.
            if (shots.due(timer) - now > delayNanos / 4) {
                shots.expect(timer, now + delayNanos);
                timers.reset(timer);
            }
        }
    }

    private int first(int slice) {
        return Math.min(shots.size(), Math.max(0, slice) * each);
    }

    private static void awaitMoment(long nanoTime) {
        long left = nanoTime - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = nanoTime - System.nanoTime();
        }
    }
}
