package io.tasky.task;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * The only clock, the only timer and the only timed wait that Tasky knows: a test that replaces it moves all of
 * Tasky's time. Implementations are thread-safe.
 */
public interface TimeSource {

    /**
     * The time of day.
     *
     * @return the current instant
     */
    Instant now();

    /**
     * The time that delays and durations are measured in; it never goes back.
     *
     * @return nanoseconds since an arbitrary origin, as {@link System#nanoTime()}
     */
    long nanoTime();

    /**
     * The time of day at which a moment of {@link #nanoTime()} was or will be.
     *
     * @param nanoTime a moment, in nanoseconds of {@link #nanoTime()}
     * @return the instant of that moment
     */
    Instant toInstant(long nanoTime);

    /**
     * Makes an alarm that is not armed yet: {@link Alarm#reschedule} arms it.
     *
     * @param action what to do; it runs on the time source's own thread and must be short and must not block
     * @return the alarm
     */
    Alarm alarm(Runnable action);

    /**
     * As {@link #alarm(Runnable)}, for what starts or continues a run of that priority. Where time stands still while
     * alarms go off, as in tests, the alarms of one moment go off in the order of their priorities, and then in the order
     * they were made.
     *
     * @param priority the priority of the run
     * @param action what to do, as for {@link #alarm(Runnable)}
     * @return the alarm
     */
    default Alarm alarm(TaskPriority priority, Runnable action) {
        return alarm(action);
    }

    /**
     * Schedules an action.
     *
     * @param dueNanoTime when it is due, in nanoseconds of {@link #nanoTime()}; a moment in the past means at once
     * @param action what to do, as for {@link #alarm}
     * @return the alarm, to move or to cancel it
     */
    default Alarm schedule(long dueNanoTime, Runnable action) {
        Alarm alarm = alarm(action);
        alarm.reschedule(dueNanoTime);
        return alarm;
    }

    /**
     * A length of time as {@link #nanoTime()} can be moved by it. More than 146 years count as 146 years, half of what a
     * {@code long} holds: so moments compare by their difference, whichever way it goes.
     *
     * @param length the length; less than zero counts as zero
     * @return nanoseconds
     */
    static long nanosOf(Duration length) {
        if (length.isNegative()) {
            return 0;
        }
        Duration longest = Duration.ofNanos(Long.MAX_VALUE / 2);
        return (length.compareTo(longest) < 0 ? length : longest).toNanos();
    }

    /**
     * Waits for a condition, at most until a moment; as every wait for a condition, it may also end for no reason.
     *
     * @param lock the lock that the condition belongs to, held by the caller
     * @param condition the condition to wait for
     * @param deadlineNanoTime when to give up, in nanoseconds of {@link #nanoTime()}
     * @return false if that moment has passed
     * @throws InterruptedException if the thread was interrupted
     */
    boolean awaitUntil(Lock lock, Condition condition, long deadlineNanoTime) throws InterruptedException;

    /**
     * Adds a listener that is told when the time of day was set: forward, back, or by a machine that slept and stopped
     * {@link #nanoTime()} meanwhile. From then on {@link #toInstant} tells all moments by the new clock. Does nothing where
     * that never happens, and for a listener that is there.
     *
     * @param listener what to call, on the time source's own thread and within seconds; as for {@link #alarm(Runnable)} it
     *     must be short
     */
    default void addClockListener(Runnable listener) {}

    /**
     * Removes a listener; does nothing if it is not there.
     *
     * @param listener what was added
     */
    default void removeClockListener(Runnable listener) {}

    /**
     * Whether the calling thread lets an alarm go off right now. Whoever holds it up holds up all alarms: what may wait, or
     * takes long, is not done there.
     *
     * @return true within the action of an alarm
     */
    default boolean isAlarmThread() {
        return false;
    }

    /** An action that is due at a moment. Thread-safe. */
    interface Alarm {

        /**
         * Moves the alarm, or arms it anew after it went off or was cancelled. To a later moment this is a single
         * write: no queue is touched.
         *
         * @param dueNanoTime the new moment, in nanoseconds of {@link TimeSource#nanoTime()}
         */
        void reschedule(long dueNanoTime);

        /** Makes sure that the action does not start from now on, unless it is rescheduled. */
        void cancel();
    }
}
