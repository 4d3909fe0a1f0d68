package io.tasky.task;

import java.time.Duration;

/**
 * A fixed rate or a fixed delay. Immutable.
 *
 * @param nanos the distance of two moments, or the pause between two runs, in nanoseconds
 * @param waitsForEnd whether that is a pause
 */
record FixedSchedule(long nanos, boolean waitsForEnd) implements Schedule {

    /** Finer ticks are beyond what threads can keep, and would be missed one by one. */
    private static final Duration SHORTEST_RATE = Duration.ofMillis(1);

    static FixedSchedule rate(Duration rate) {
        if (rate.isNegative() || rate.isZero()) {
            throw new TaskConfigurationException(
                    "a fixed rate must be more than zero, was " + rate, "Give a duration such as 10s.");
        }
        if (rate.compareTo(SHORTEST_RATE) < 0) {
            throw new TaskConfigurationException(
                    "a fixed rate must be at least " + SHORTEST_RATE + ", was " + rate,
                    "Give a longer rate, or fixedDelay = \"0s\" to run without pause.");
        }
        return new FixedSchedule(TimeSource.nanosOf(rate), false);
    }

    static FixedSchedule delay(Duration delay) {
        if (delay.isNegative()) {
            throw new TaskConfigurationException(
                    "a fixed delay must not be negative, was " + delay,
                    "Give a duration such as 10s; 0s runs without pause.");
        }
        return new FixedSchedule(TimeSource.nanosOf(delay), true);
    }

    @Override
    public long next(TimeSource time, long due) {
        return due + nanos;
    }

    @Override
    public long nextAfter(TimeSource time, long due, long passed) {
        return passed - due < 0 || nanos == 0 ? due + nanos : due + ((passed - due) / nanos + 1) * nanos;
    }

    @Override
    public long count(TimeSource time, long from, long until) {
        if (waitsForEnd) {
            return 1;
        }
        return until == Long.MAX_VALUE ? MOST_COUNTED : Math.max(1, (until - from + nanos - 1) / nanos);
    }

    @Override
    public String toString() {
        return (waitsForEnd ? "fixed delay " : "fixed rate ") + Duration.ofNanos(nanos);
    }
}
