package io.tasky.task;

import java.time.Duration;

/**
 * How often the runs of a task may start: in any span of that length no more than that many. Immutable.
 *
 * @param starts how many runs may start, from 1 to {@value #MOST_STARTS}
 * @param period the length of the span, more than zero
 */
public record RateLimit(int starts, Duration period) {

    /** Each start of a span is remembered, so that there is an end to how many it may have. */
    public static final int MOST_STARTS = 1_000_000;

    /**
     * Checks the ranges.
     *
     * @throws TaskConfigurationException if one of them does not hold
     */
    public RateLimit {
        if (starts < 1 || starts > MOST_STARTS) {
            throw new TaskConfigurationException(
                    "a rate limit must allow at least 1 start and at most " + MOST_STARTS + ", was " + starts,
                    "Give a limit such as 100/1s; to start nothing at all, disable the task.");
        }
        if (period.isNegative() || period.isZero()) {
            throw new TaskConfigurationException(
                    "the period of a rate limit must be more than zero, was " + period, "Give a limit such as 100/1s.");
        }
    }

    /** As the declaration spells it. */
    @Override
    public String toString() {
        return starts + "/" + period;
    }
}
