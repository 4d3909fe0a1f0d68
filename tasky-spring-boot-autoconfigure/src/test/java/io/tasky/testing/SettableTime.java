package io.tasky.testing;

import io.tasky.task.TaskPriority;
import io.tasky.task.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * A manual time whose time of day can be set, and which can pass while alarms are deaf, as on a machine that sleeps. Moved by
 * one thread.
 */
public final class SettableTime implements TimeSource {

    private final ManualTimeSource time = new ManualTimeSource();

    private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();

    private final List<Runnable> overslept = new ArrayList<>();

    private volatile Duration shift = Duration.ZERO;

    private boolean asleep;

    /** Creates a time that starts at that time of day. */
    public SettableTime(String start) {
        shift = Duration.between(time.now(), Instant.parse(start));
    }

    /** Moves time on, and does what falls due on the way. */
    public void advance(Duration duration) {
        time.advance(duration);
    }

    /** Moves time on to a time of day, and does what falls due on the way. */
    public void advanceTo(String instant) {
        time.advance(Duration.between(now(), Instant.parse(instant)));
    }

    /** Time passes, and nothing happens until it has. */
    public void sleep(Duration duration) {
        asleep = true;
        time.advance(duration);
        asleep = false;
        List.copyOf(overslept).forEach(Runnable::run);
        overslept.clear();
    }

    /** Somebody sets the clock of the day, and nobody is told. */
    public void setSilently(String instant) {
        shift = shift.plus(Duration.between(now(), Instant.parse(instant)));
    }

    /** Somebody sets the clock of the day, and those who listen are told. */
    public void set(String instant) {
        setSilently(instant);
        listeners.forEach(Runnable::run);
    }

    /** How many listen to the clock. */
    public int listeners() {
        return listeners.size();
    }

    @Override
    public Instant now() {
        return toInstant(nanoTime());
    }

    @Override
    public long nanoTime() {
        return time.nanoTime();
    }

    @Override
    public Instant toInstant(long nanoTime) {
        return time.toInstant(nanoTime).plus(shift);
    }

    @Override
    public Alarm alarm(Runnable action) {
        return time.alarm(awake(action));
    }

    @Override
    public Alarm alarm(TaskPriority priority, Runnable action) {
        return time.alarm(priority, awake(action));
    }

    private Runnable awake(Runnable action) {
        return () -> {
            if (asleep) {
                overslept.add(action);
            } else {
                action.run();
            }
        };
    }

    @Override
    public boolean awaitUntil(Lock lock, Condition condition, long deadlineNanoTime) throws InterruptedException {
        return time.awaitUntil(lock, condition, deadlineNanoTime);
    }

    @Override
    public void addClockListener(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public void removeClockListener(Runnable listener) {
        listeners.remove(listener);
    }
}
