package io.tasky.supervisor;

import io.tasky.task.ErrorPolicy;
import io.tasky.task.OverlapPolicy;
import io.tasky.task.RunStatus;
import io.tasky.task.Schedule;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TimeSource;
import io.tasky.task.WaitingFor;
import io.tasky.task.WaitingFor.Reason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which runs a periodic task has to start, and when: its next tick, the ticks that are owed, and pauses after failures. It
 * starts nothing itself. Guarded by the lock of its task, except for the methods that say otherwise.
 */
final class TickPlan {

    private final TimeSource time;

    private final MissedTicks missed;

    private final FailurePauses failures;

    /** What was said of the task, the latest schedule included. */
    private volatile TaskAttributes said;

    private NextTick next;

    private final @Nullable Duration span;

    /** Whether the schedule has begun; it begins anew after the task was disabled or has ended. */
    private boolean begun;

    TickPlan(TaskDefinition definition, NextTick next, TimeSource time, Schedules schedules) {
        this.time = time;
        this.said = definition.attributes();
        this.next = next;
        this.missed = new MissedTicks(
                time,
                definition.get(TaskAttribute.OVERLAP, OverlapPolicy.SKIP),
                definition.get(TaskAttribute.CATCH_UP, false));
        this.failures = new FailurePauses(
                definition.get(TaskAttribute.ON_ERROR, ErrorPolicy.CONTINUE), schedules.delays(), definition.name());
        this.span = schedules.span();
    }

    /** Begins, or goes on after a time in which nobody looked; busy, if a run goes on. */
    void open(boolean busy) {
        if (!begun) {
            begun = true;
            begin(next.schedule().first(time, said.get(TaskAttribute.INITIAL_DELAY, Duration.ZERO)));
            return;
        }
        missed.passBefore(next, time.nanoTime());
        if (!busy) {
            planAfterEnd();
        }
    }

    /** Ten seconds have ten ticks of a second: where the first one is their beginning, their end belongs to what follows. */
    private void begin(long first) {
        if (span != null && first - time.nanoTime() <= 0) {
            next.endBefore(first + TimeSource.nanosOf(span));
        }
        next.set(first);
    }

    /** The task is paused: what is due now is missed. */
    void pass() {
        missed.followClock(next);
        missed.pass(next, time.nanoTime());
    }

    void forget() {
        begun = false;
        missed.drop(next.schedule());
        next.clear();
        failures.reset();
    }

    boolean allowsOverlap() {
        return missed.allowsOverlap();
    }

    /**
     * The tick to start a run for now, or {@link NextTick#NEVER}.
     *
     * @param free whether a run may start now
     * @param followed whether a run is to follow the one that goes on anyway
     */
    long take(long now, boolean free, boolean followed) {
        missed.followClock(next);
        if (failures.isPause(now)) {
            return NextTick.NEVER;
        }
        if (next.isSet() && next.start() - now <= 0) {
            return missed.meet(next, now, free, followed);
        }
        return free && missed.isOwed() ? missed.takeOwed(next.schedule()) : NextTick.NEVER;
    }

    /** The tick that waits for the end of a run, for which another run will stand; {@link NextTick#NEVER} if none does. */
    long takeQueued() {
        return missed.isQueued() ? missed.takeOwed(next.schedule()) : NextTick.NEVER;
    }

    /** When there is something to do next, or {@link NextTick#NEVER}; free, if a run may start now. */
    long wake(boolean free) {
        long moment = free && missed.isOwed() ? time.nanoTime() : next.start();
        return moment != NextTick.NEVER && failures.isPause(moment) ? failures.until() : moment;
    }

    /** How many runs have failed in a row with one of that outcome; 0 if no pause follows it. */
    int failuresWith(RunStatus outcome) {
        return begun ? failures.with(outcome) : 0;
    }

    /** How long the pause is after so many failures, in nanoseconds. To be called without the lock. */
    long pauseAfter(int failuresInARow) {
        return failures.ask(failuresInARow);
    }

    /** Answers whether there is something to do earlier or later than before; a pause is so long, in nanoseconds. */
    boolean runEnded(RunStatus outcome, long pause) {
        if (!begun) {
            return false;
        }
        boolean planned = planAfterEnd();
        boolean changed = failures.note(outcome, pause, time);
        if (changed && failures.isSome()) {
            missed.pauseUntil(next, failures.until());
        }
        return planned || changed || missed.isOwed();
    }

    /** A delay counts from the end of a run, unless that was started beside the schedule. */
    boolean planAfterEnd() {
        boolean waits = begun && next.schedule().waitsForEnd() && !next.isSet();
        if (waits) {
            next.set(next.schedule().next(time, time.nanoTime()));
        }
        return waits;
    }

    /** Whether that is the last run. */
    boolean endsWith(DefaultTaskRun<?> run) {
        return failures.ends(run.status(), run.result());
    }

    void followClock() {
        missed.followClock(next);
    }

    /** May be asked without the lock. */
    TaskAttributes said() {
        return said;
    }

    /** Goes on with another schedule from now on, or from the end of the run that goes on. */
    void replace(TaskAttributes attributes, NextTick tick, @Nullable Duration initialDelay, boolean busy) {
        missed.drop(next.schedule());
        failures.reset();
        said = attributes;
        next = tick;
        if (!begun) {
            return;
        }
        Schedule schedule = tick.schedule();
        if (initialDelay != null || schedule.followsClock()) {
            tick.set(schedule.first(time, initialDelay == null ? Duration.ZERO : initialDelay));
        } else if (!schedule.waitsForEnd() || !busy) {
            tick.set(schedule.next(time, time.nanoTime()));
        }
    }

    NextTick next() {
        return next;
    }

    /** Ticks that were skipped since this was asked last. */
    long takeSkipped() {
        return missed.takeSkipped();
    }

    boolean hasSkipped() {
        return missed.hasSkipped();
    }

    @Nullable
    WaitingFor waitsFor() {
        if (failures.isPause(time.nanoTime())) {
            return failures.waitingFor(time);
        }
        Instant due = next.instant();
        return due == null ? null : WaitingFor.until(Reason.NOT_DUE, due);
    }
}
