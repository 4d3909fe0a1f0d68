package io.tasky.test;

import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskSnapshot;
import io.tasky.task.TimeSource;
import io.tasky.testing.ManualTimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The clock of a {@link TaskyTest}. It stands still until the test moves it, and all of Tasky goes by it: ticks, cron,
 * timers, pauses between attempts, time-outs, and waits such as {@code TaskRun.get(timeout)}. It begins on 1 January 2026,
 * 00:00 UTC.
 *
 * <p>What falls due while it moves goes off one after the other: in the order of time, within a moment the higher priority
 * first, within a priority in the order the tasks were registered, those of one bean by their methods' names. Before time
 * moves on, and before the next one goes off, what was started has ended, or waits: for the clock, or on a thread that has
 * been blocked at the same place for some 50 ms of real time, or for a stage that is not complete. So the same test gives
 * the same order each time. Work that goes on computing is waited for {@code tasky.test.timeout} (10 s, real time) at most;
 * then an {@link AssertionError} shows it.
 *
 * <p>In inline mode, a run that fails for good does not keep what else is due from going off; its exception is thrown in
 * the end, with those of others as suppressed ones. Thread-safe; not to be moved from within a run.
 */
public final class TaskyClock {

    /** As much at one moment does not come to an end. */
    private static final int MOST_AT_A_MOMENT = 10_000;

    private final ManualTimeSource time;

    private final Stillness stillness;

    private final TestThread thread;

    TaskyClock(ManualTimeSource time, Stillness stillness, TestThread thread) {
        this.time = time;
        this.stillness = stillness;
        this.thread = thread;
    }

    /**
     * The time of day by this clock.
     *
     * @return the moment at which it stands
     */
    public Instant now() {
        return time.now();
    }

    /**
     * Moves the clock on. What is due now goes off as well, be the step of zero: the first tick of a periodic task without
     * an initial delay is due when the application has started.
     *
     * @param duration how far, zero or more
     * @throws IllegalArgumentException if it is less than zero
     * @throws AssertionError if work neither ends nor waits
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(
                    "The clock cannot go back by " + duration.negated() + ". Give a duration of zero or more.");
        }
        thread.execute(() -> moveTo(time.nanoTime() + TimeSource.nanosOf(duration)));
    }

    /**
     * Moves the clock on to a time of day, as {@link #advance} does.
     *
     * @param moment where to
     * @throws IllegalArgumentException if that moment has passed
     * @throws AssertionError if work neither ends nor waits
     */
    public void advanceTo(Instant moment) {
        thread.execute(() -> {
            Duration step = Duration.between(now(), moment);
            if (step.isNegative()) {
                throw new IllegalArgumentException("The clock stands at " + now() + " and cannot go back to " + moment
                        + ". Give that moment or a later one.");
            }
            moveTo(time.nanoTime() + TimeSource.nanosOf(step));
        });
    }

    /**
     * Moves the clock on to the next moment at which a task is due, a run goes on, or a wait ends, and does all that is
     * due at that moment.
     *
     * @return that moment
     * @throws AssertionError if nothing is to come, or work neither ends nor waits
     */
    public Instant advanceToNext() {
        thread.execute(() -> {
            stillness.settle();
            Long next = time.nextDue();
            if (next == null) {
                throw stillness.failure("Nothing is to come, however far the clock moves");
            }
            moveTo(next);
        });
        return now();
    }

    private void moveTo(long target) {
        stillness.settle();
        Long moment = null;
        int atThisMoment = 0;
        while (time.fireNext(target)) {
            stillness.settle();
            atThisMoment = isAt(moment) ? atThisMoment + 1 : 1;
            moment = time.nanoTime();
            if (atThisMoment > MOST_AT_A_MOMENT) {
                throw endless();
            }
        }
    }

    private boolean isAt(@Nullable Long moment) {
        return moment != null && moment == time.nanoTime();
    }

    private AssertionError endless() {
        TaskSupervisor supervisor = stillness.supervisor();
        String due = supervisor.tasks().stream()
                .filter(task -> task.nextRun() != null && !task.nextRun().isAfter(now()))
                .map(TaskSnapshot::name)
                .collect(Collectors.joining(", "));
        return stillness.failure("Time cannot move on: again and again something is due at this moment (" + due
                + "). A task without a pause runs for ever while the clock stands: give it one for the test, such as"
                + " tasky.tasks.<name>.fixed-delay=1s, or switch it off by tasky.tasks.<name>.enabled=false");
    }
}
