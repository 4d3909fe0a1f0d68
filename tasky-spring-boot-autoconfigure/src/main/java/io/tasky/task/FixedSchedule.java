package io.tasky.task;

import java.time.Duration;

/**
 * A fixed rate or a fixed delay. Immutable.
 *
 * @param period the distance of two moments, or the pause between two runs
 * @param waitsForEnd whether the period is a pause
 */
record FixedSchedule(Duration period, boolean waitsForEnd) implements Schedule {

    FixedSchedule {
        if (period.isNegative() || (period.isZero() && !waitsForEnd)) {
            throw new TaskConfigurationException(
                    "a fixed " + (waitsForEnd ? "delay must not be negative" : "rate must be more than zero") + ", was "
                            + period,
                    waitsForEnd
                            ? "Give a duration such as 10s; 0s runs without pause."
                            : "Give a duration such as 10s.");
        }
    }

    @Override
    public long next(TimeSource time, long lastDue) {
        return lastDue + period.toNanos();
    }

    @Override
    public String toString() {
        return (waitsForEnd ? "fixed delay " : "fixed rate ") + period;
    }
}
