package io.tasky.task;

import java.time.Duration;

/**
 * Says when a periodic task is due. Implementations are immutable, quick, and call nobody: they are asked under the lock of a
 * task.
 */
public interface Schedule {

    /** No more ticks than that are counted one by one: it would keep the clock from its other work. */
    int MOST_COUNTED = 100_000;

    /**
     * The first moment this schedule is due.
     *
     * @param time the clock
     * @param initialDelay how long to wait before the first moment
     * @return a moment, in nanoseconds of {@link TimeSource#nanoTime()}; {@link Long#MAX_VALUE} if it never is
     */
    default long first(TimeSource time, Duration initialDelay) {
        return time.nanoTime() + TimeSource.nanosOf(initialDelay);
    }

    /**
     * The moment after one that was due, whether it has passed or not.
     *
     * @param time the clock
     * @param due a moment that this schedule is due, in nanoseconds of {@link TimeSource#nanoTime()}
     * @return the next moment, which may lie in the past, in the same nanoseconds; {@link Long#MAX_VALUE} if there is none
     */
    long next(TimeSource time, long due);

    /**
     * The first moment after one that was due that also lies after another moment: so the clock can leave out what has passed.
     *
     * @param time the clock
     * @param due a moment that this schedule is due, in nanoseconds of {@link TimeSource#nanoTime()}
     * @param passed any moment, in the same nanoseconds
     * @return the first moment that lies after both; {@link Long#MAX_VALUE} if there is none
     */
    default long nextAfter(TimeSource time, long due, long passed) {
        long next = next(time, due);
        while (next != Long.MAX_VALUE && next - passed <= 0) {
            next = next(time, next);
        }
        return next;
    }

    /**
     * How many moments there are in a stretch of the schedule.
     *
     * @param time the clock
     * @param from a moment that this schedule is due, in nanoseconds of {@link TimeSource#nanoTime()}
     * @param until a later one, which does not count, or {@link Long#MAX_VALUE}
     * @return a number of at least 1; unless it can be told at once, at most {@link #MOST_COUNTED}
     */
    default long count(TimeSource time, long from, long until) {
        long count = 1;
        long next = next(time, from);
        while (next != Long.MAX_VALUE && (until == Long.MAX_VALUE || next - until < 0) && count < MOST_COUNTED) {
            count++;
            next = next(time, next);
        }
        return count;
    }

    /**
     * Whether the next moment counts from the end of a run, not from the moment it was due.
     *
     * @return true for a fixed delay
     */
    default boolean waitsForEnd() {
        return false;
    }

    /**
     * Whether its moments are times of day, which come earlier or later when somebody sets the clock.
     *
     * @return true for a cron expression
     */
    default boolean followsClock() {
        return false;
    }

    /**
     * A grid of moments: start to start, without drift.
     *
     * @param rate the distance of two moments, at least a millisecond
     * @return the schedule
     * @throws TaskConfigurationException if it is shorter
     */
    static Schedule fixedRate(Duration rate) {
        return FixedSchedule.rate(rate);
    }

    /**
     * A pause between two runs: end to start.
     *
     * @param delay the pause, zero or more
     * @return the schedule
     * @throws TaskConfigurationException if it is less
     */
    static Schedule fixedDelay(Duration delay) {
        return FixedSchedule.delay(delay);
    }
}
