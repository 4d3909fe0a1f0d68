package io.tasky.testing;

import io.tasky.task.TaskPriority;
import io.tasky.task.TimeSource.Alarm;
import org.jspecify.annotations.Nullable;

/**
 * An alarm of a {@link ManualTimeSource}, which guards it. Its order is that in which alarms go off: by moment, then the
 * highest priority first, then as they were made. Without a priority it counts as NORMAL.
 */
final class ManualAlarm implements Alarm, Comparable<ManualAlarm> {

    private final ManualTimeSource time;

    private final @Nullable TaskPriority priority;

    /** Every alarm has another: so no two are equal. */
    private final long number;

    private final Runnable action;

    private long due;

    ManualAlarm(ManualTimeSource time, @Nullable TaskPriority priority, long number, Runnable action) {
        this.time = time;
        this.priority = priority;
        this.number = number;
        this.action = action;
    }

    @Nullable
    TaskPriority priority() {
        return priority;
    }

    long due() {
        return due;
    }

    void setDue(long dueNanoTime) {
        due = dueNanoTime;
    }

    /** To be called without any lock. */
    void goOff() {
        action.run();
    }

    @Override
    public void reschedule(long dueNanoTime) {
        time.move(this, dueNanoTime);
    }

    @Override
    public void cancel() {
        time.move(this, null);
    }

    @Override
    public int compareTo(ManualAlarm other) {
        long difference = due - other.due;
        if (difference != 0) {
            return Long.signum(difference);
        }
        int higherFirst = Integer.compare(other.rank(), rank());
        return higherFirst != 0 ? higherFirst : Long.compare(number, other.number);
    }

    private int rank() {
        return (priority == null ? TaskPriority.NORMAL : priority).ordinal();
    }
}
