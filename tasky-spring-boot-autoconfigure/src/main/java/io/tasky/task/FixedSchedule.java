package io.tasky.task;

import java.time.Duration;

/**
 * A fixed rate or a fixed delay. Immutable.
 *
 * @param period the distance of two moments, or the pause between two runs
 * @param waitsForEnd whether the period is a pause
 */
record FixedSchedule(Duration period, boolean waitsForEnd) implements Schedule {

    /** Finer ticks are beyond what threads can keep, and would be missed one by one. */
    private static final Duration SHORTEST_RATE = Duration.ofMillis(1);

    FixedSchedule {
        if (period.isNegative() || (period.isZero() && !waitsForEnd)) {
            throw new TaskConfigurationException(
                    "a fixed " + (waitsForEnd ? "delay must not be negative" : "rate must be more than zero") + ", was "
                            + period,
                    waitsForEnd
                            ? "Give a duration such as 10s; 0s runs without pause."
                            : "Give a duration such as 10s.");
        }
        if (!waitsForEnd && period.compareTo(SHORTEST_RATE) < 0) {
            throw new TaskConfigurationException(
                    "a fixed rate must be at least " + SHORTEST_RATE + ", was " + period,
                    "Give a longer rate, or fixedDelay = \"0s\" to run without pause.");
        }
    }

    @Override
    public long next(TimeSource time, long lastDue) {
        return lastDue + TimeSource.nanosOf(period);
    }

    @Override
    public String toString() {
        return (waitsForEnd ? "fixed delay " : "fixed rate ") + period;
    }
}
