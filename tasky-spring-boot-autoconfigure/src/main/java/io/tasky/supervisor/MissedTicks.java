package io.tasky.supervisor;

import io.tasky.task.OverlapPolicy;
import io.tasky.task.Schedule;
import io.tasky.task.TimeSource;

/**
 * What becomes of ticks that cannot start a run at their moment: they are skipped and counted, or owed. Guarded by the lock
 * of their task.
 */
final class MissedTicks {

    private final TimeSource time;

    private final OverlapPolicy overlap;

    private final boolean catchUp;

    private final OwedTicks owed;

    /** Ticks that were skipped, and of which nobody was told yet. */
    private long skipped;

    MissedTicks(TimeSource time, OverlapPolicy overlap, boolean catchUp) {
        this.time = time;
        this.overlap = overlap;
        this.catchUp = catchUp;
        this.owed = new OwedTicks(time);
    }

    boolean allowsOverlap() {
        return overlap == OverlapPolicy.ALLOW;
    }

    boolean isOwed() {
        return !owed.isEmpty();
    }

    /** Whether one tick waits for the end of the run that goes on. */
    boolean isQueued() {
        return !owed.isEmpty() && !owed.isCatchUp();
    }

    long takeOwed(Schedule schedule) {
        return owed.take(schedule);
    }

    long takeSkipped() {
        long ticks = skipped;
        skipped = 0;
        return ticks;
    }

    boolean hasSkipped() {
        return skipped > 0;
    }

    /**
     * The moment of a tick has come: goes on to the next one that is still to come.
     *
     * @param followed whether a run is to follow anyway, so that no tick is queued
     * @return the tick to start a run for now, or {@link NextTick#NEVER}
     */
    long meet(NextTick next, long now, boolean free, boolean followed) {
        boolean catchingUp = owed.isCatchUp();
        long tick = next.due();
        long start = NextTick.NEVER;
        if (free) {
            start = owed.isEmpty() ? tick : owed.take(next.schedule());
        }
        next.step();
        if (start != tick) {
            postpone(tick, next, catchingUp, followed);
        }
        if (!next.schedule().waitsForEnd()) {
            passOver(next, now);
        }
        return start;
    }

    private void postpone(long tick, NextTick next, boolean catchingUp, boolean followed) {
        if (catchingUp) {
            skipped += owed.catchUp(tick, next.limit(), next.schedule());
        } else if (overlap == OverlapPolicy.QUEUE_ONE && owed.isEmpty() && !followed) {
            owed.queue(tick, next.limit());
        } else {
            skipped++;
        }
    }

    /** Nobody looked until now: what should have started before that was missed. */
    void passBefore(NextTick next, long now) {
        followClock(next);
        pass(next, now - 1);
    }

    /** No run may start: what should have started until then is missed. */
    void pass(NextTick next, long moment) {
        if (!next.schedule().waitsForEnd()) {
            passOver(next, moment);
        } else if (next.isSet() && next.start() - moment <= 0) {
            skipped++;
            next.clear();
        }
    }

    /** No tick starts before that moment. */
    void pauseUntil(NextTick next, long moment) {
        if (isQueued()) {
            skipped += owed.clear(next.schedule());
        }
        if (!next.schedule().waitsForEnd()) {
            passOver(next, moment - 1);
        } else if (next.isSet() && next.start() - moment < 0) {
            next.set(moment);
        }
    }

    private void passOver(NextTick next, long moment) {
        long first = next.due();
        next.passOver(moment);
        if (next.due() == first) {
            return;
        }
        skipped += catchUp
                ? owed.catchUp(first, next.limit(), next.schedule())
                : next.schedule().count(time, first, next.limit());
    }

    /** Nothing is owed any more. */
    void drop(Schedule schedule) {
        skipped += owed.clear(schedule);
    }

    void followClock(NextTick next) {
        long moved = next.followClock();
        if (moved != 0) {
            owed.move(moved);
        }
    }
}
