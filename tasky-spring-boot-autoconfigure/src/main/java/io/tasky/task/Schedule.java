package io.tasky.task;

import java.time.Duration;

/** Says when a periodic task is due. Implementations are immutable. */
public interface Schedule {

    /**
     * The first moment this schedule is due.
     *
     * @param time the clock
     * @param initialDelay how long to wait before the first moment
     * @return a moment, in nanoseconds of {@link TimeSource#nanoTime()}
     */
    default long first(TimeSource time, Duration initialDelay) {
        return time.nanoTime() + TimeSource.nanosOf(initialDelay);
    }

    /**
     * The moment after one that was due.
     *
     * @param time the clock
     * @param lastDue the moment that was due last, in nanoseconds of {@link TimeSource#nanoTime()}
     * @return the next moment, which may lie in the past, in the same nanoseconds
     */
    long next(TimeSource time, long lastDue);

    /**
     * Whether the next moment counts from the end of a run, not from the moment it was due.
     *
     * @return true for a fixed delay
     */
    default boolean waitsForEnd() {
        return false;
    }

    /**
     * A grid of moments: start to start, without drift.
     *
     * @param rate the distance of two moments, more than zero
     * @return the schedule
     */
    static Schedule fixedRate(Duration rate) {
        return new FixedSchedule(rate, false);
    }

    /**
     * A pause between two runs: end to start.
     *
     * @param delay the pause, zero or more
     * @return the schedule
     */
    static Schedule fixedDelay(Duration delay) {
        return new FixedSchedule(delay, true);
    }
}
