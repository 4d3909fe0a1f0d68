package io.tasky.supervisor;

import io.tasky.spi.TickDelays;
import io.tasky.task.Schedule;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TimeSource;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The next tick of a schedule: the moment it stands for, and the moment it starts, which is later by chance where a task has
 * jitter. So jitter adds up to nothing. Guarded by the lock of its task.
 */
final class NextTick {

    /** No tick is to come: the schedule has no more, or waits for the end of a run. */
    static final long NEVER = Long.MAX_VALUE;

    private final Schedule schedule;

    private final TimeSource time;

    private final TickDelays delays;

    private final long jitter;

    private final String text;

    private long due = NEVER;

    private long start = NEVER;

    private long end = NEVER;

    /** The moment as a time of day, which stays where somebody sets the clock; null where time of day is no matter. */
    private @Nullable Instant dueAt;

    NextTick(Schedule schedule, TaskAttributes attributes, TimeSource time, TickDelays delays) {
        this.schedule = schedule;
        this.time = time;
        this.delays = delays;
        this.jitter = TimeSource.nanosOf(attributes.get(TaskAttribute.JITTER, Duration.ZERO));
        this.text = jitter == 0 ? schedule.toString() : schedule + ", jitter " + Duration.ofNanos(jitter);
    }

    Schedule schedule() {
        return schedule;
    }

    boolean isSet() {
        return due != NEVER;
    }

    /** The moment it stands for. */
    long due() {
        return due;
    }

    /** Before which all ticks lie that were gone over: the next one, or the end that lies after the last one. */
    long limit() {
        return isSet() ? due : end;
    }

    /** The moment it starts. */
    long start() {
        return start;
    }

    @Nullable
    Instant instant() {
        return isSet() ? time.toInstant(due) : null;
    }

    void clear() {
        set(NEVER);
    }

    /** No tick stands for that moment or a later one. */
    void endBefore(long moment) {
        end = moment;
    }

    void set(long wanted) {
        long moment = end != NEVER && wanted != NEVER && wanted - end >= 0 ? NEVER : wanted;
        due = moment;
        dueAt = moment != NEVER && schedule.followsClock() ? time.toInstant(moment) : null;
        start = moment == NEVER || jitter == 0 ? moment : moment + delays.jitter(bound());
    }

    /** A tick never starts when the next one is due already. */
    private long bound() {
        long following = schedule.waitsForEnd() ? NEVER : schedule.next(time, due);
        return following == NEVER ? jitter : Math.max(1, Math.min(jitter, following - due));
    }

    /** Goes to the tick after it. */
    void step() {
        set(schedule.waitsForEnd() ? NEVER : schedule.next(time, due));
    }

    /** Leaves out the ticks that should have started by then. */
    void passOver(long moment) {
        while (isSet() && start - moment <= 0) {
            set(schedule.nextAfter(time, due, moment - jitter));
        }
    }

    /** After somebody may have set the clock: the same time of day is another moment then. Answers by how much it moved. */
    long followClock() {
        if (dueAt == null) {
            return 0;
        }
        long now = time.nanoTime();
        long moved = now + Duration.between(time.toInstant(now), dueAt).toNanos() - due;
        due += moved;
        start += moved;
        return moved;
    }

    /** What can be told of this tick and those after it, or of none of them. */
    Forecast forecast(boolean comes) {
        return new Forecast(schedule, comes ? due : NEVER);
    }

    @Override
    public String toString() {
        return text;
    }
}
