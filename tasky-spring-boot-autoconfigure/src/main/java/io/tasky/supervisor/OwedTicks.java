package io.tasky.supervisor;

import io.tasky.task.Schedule;
import io.tasky.task.TimeSource;

/**
 * Ticks that have passed and are still to run: a stretch of the schedule, so that many of them take no more memory than one.
 * Guarded by the lock of their task.
 */
final class OwedTicks {

    private final TimeSource time;

    private boolean empty = true;

    /** The first one. */
    private long from;

    /** The first one that is not owed any more; {@link NextTick#NEVER} if the schedule has no more of them. */
    private long until;

    /** Whether they were missed; else one tick waits for the end of the run that goes on. */
    private boolean catchUp;

    OwedTicks(TimeSource time) {
        this.time = time;
    }

    boolean isEmpty() {
        return empty;
    }

    boolean isCatchUp() {
        return !empty && catchUp;
    }

    /** One tick is to run when the run that goes on has ended. */
    void queue(long tick, long next) {
        set(tick, next, false);
    }

    /**
     * Ticks that were missed are to run, after those that are owed already.
     *
     * @return how many are not owed any more
     */
    long catchUp(long first, long end, Schedule schedule) {
        if (!empty && until == first) {
            until = end;
            catchUp = true;
            return 0;
        }
        long dropped = clear(schedule);
        set(first, end, true);
        return dropped;
    }

    private void set(long first, long end, boolean missed) {
        empty = false;
        from = first;
        until = end;
        catchUp = missed;
    }

    /** Takes the oldest one. */
    long take(Schedule schedule) {
        long tick = from;
        from = schedule.next(time, tick);
        empty = from == NextTick.NEVER || (until != NextTick.NEVER && from - until >= 0);
        return tick;
    }

    /** Answers how many were dropped. */
    long clear(Schedule schedule) {
        if (empty) {
            return 0;
        }
        empty = true;
        return schedule.count(time, from, until);
    }

    /** Somebody set the clock, and the moments moved by that. */
    void move(long nanos) {
        from += nanos;
        until = until == NextTick.NEVER ? until : until + nanos;
    }
}
