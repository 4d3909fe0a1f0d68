package io.tasky.benchmarks.timer;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;

/** How long after it was scheduled or reset each timer fires. Immutable. */
final class Delays {

    private static final long SEED = 42;

    private final Duration mean;

    private final long[] nanos;

    private Delays(Duration mean, long[] nanos) {
        this.mean = mean;
        this.nanos = nanos;
    }

    /** One delay for all. */
    static Delays alike(int timers, Duration delay) {
        long[] nanos = new long[timers];
        Arrays.fill(nanos, delay.toNanos());
        return new Delays(delay, nanos);
    }

    /** Delays by chance, from half to one and a half of that one. */
    static Delays varied(int timers, Duration mean) {
        long middle = mean.toNanos();
        long[] nanos = new SplittableRandom(SEED)
                .longs(timers, middle / 2, middle / 2 * 3)
                .toArray();
        return new Delays(mean, nanos);
    }

    /** What timers have that can only have one delay. */
    Duration mean() {
        return mean;
    }

    long nanos(int timer) {
        return nanos[timer];
    }
}
