package io.tasky.testing;

import io.tasky.task.TaskPriority;
import io.tasky.task.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * A time that stands still until {@link #advance} moves it. Alarms go off on the advancing thread, in the order of their
 * moments; within one moment those of the highest priority first, and of those the one that was made first. An alarm for a
 * moment in the past goes off with the next advance, be it of zero. Thread-safe; holds no lock of its own while an alarm
 * goes off.
 */
public final class ManualTimeSource implements TimeSource {

    /** Negative, so that time passes zero while a test runs: nobody may take zero for "never". */
    private static final long START_NANOS = -TimeUnit.SECONDS.toNanos(30);

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** What goes off on each thread, of whichever time source. */
    private static final ThreadLocal<@Nullable ManualAlarm> GOING_OFF = new ThreadLocal<>();

    /** A wait that may last longer than that is meant to last for ever. */
    private static final long NEVER_NANOS = Duration.ofDays(36_500).toNanos();

    /** The alarms that are to go off. */
    private final TreeSet<ManualAlarm> armed = new TreeSet<>();

    private final ManualWaits waits = new ManualWaits();

    private long now = START_NANOS;

    private long made;

    /** Creates a time source that stands at the start of 2026, UTC. */
    public ManualTimeSource() {}

    /**
     * Moves time on, and does what falls due on the way.
     *
     * @param duration how far, zero or more
     */
    public void advance(Duration duration) {
        long target = nanoTime() + TimeSource.nanosOf(duration);
        boolean more = fireNext(target);
        while (more) {
            more = fireNext(target);
        }
    }

    /**
     * Moves time on to the next alarm, and lets that one go off.
     *
     * @param untilNanoTime where to stop, in nanoseconds of {@link #nanoTime()}
     * @return false if none is due until then; time is at that moment now
     */
    public boolean fireNext(long untilNanoTime) {
        ManualAlarm due = takeDue(untilNanoTime);
        if (due == null) {
            return false;
        }
        ManualAlarm outer = GOING_OFF.get();
        GOING_OFF.set(due);
        try {
            due.goOff();
        } finally {
            GOING_OFF.set(outer);
        }
        return true;
    }

    @Override
    public boolean isAlarmThread() {
        return GOING_OFF.get() != null;
    }

    /**
     * The next moment at which a task or a run has something to do: an alarm with a priority goes off, or a wait ends.
     * What is a hundred years away counts as never.
     *
     * @return that moment, in nanoseconds of {@link #nanoTime()}, or null if there is none
     */
    public synchronized @Nullable Long nextDue() {
        for (ManualAlarm alarm : armed) {
            if (alarm.due() - now > NEVER_NANOS) {
                return null;
            }
            if (alarm.priority() != null) {
                return Math.max(alarm.due(), now);
            }
        }
        return null;
    }

    /**
     * Waits until threads wait in {@link #awaitUntil}, so that an advance finds them there.
     *
     * @param count how many at least
     * @throws InterruptedException if the thread was interrupted
     */
    public void awaitWaiters(int count) throws InterruptedException {
        waits.awaitThreads(count);
    }

    /**
     * Whether a thread waits in {@link #awaitUntil}, and nothing has happened yet that will end its wait.
     *
     * @param thread the thread
     * @return true if it goes on waiting until time moves or somebody signals its condition
     */
    public boolean isWaiting(Thread thread) {
        return waits.isWaiting(thread);
    }

    @Override
    public Instant now() {
        return toInstant(nanoTime());
    }

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public Instant toInstant(long nanoTime) {
        return START.plusNanos(nanoTime - START_NANOS);
    }

    @Override
    public Alarm alarm(Runnable action) {
        return make(null, action);
    }

    @Override
    public Alarm alarm(TaskPriority priority, Runnable action) {
        return make(priority, action);
    }

    private synchronized Alarm make(@Nullable TaskPriority priority, Runnable action) {
        return new ManualAlarm(this, priority, ++made, action);
    }

    /** The caller holds the lock, and the alarm needs it to wake the caller: so the alarm cannot come too early. */
    @Override
    @SuppressWarnings("WaitNotInLoop") // The loop is the caller's, as for any condition.
    public boolean awaitUntil(Lock lock, Condition condition, long deadlineNanoTime) throws InterruptedException {
        if (deadlineNanoTime - nanoTime() <= 0) {
            return false;
        }
        Alarm wake = alarm(TaskPriority.NORMAL, () -> signal(lock, condition));
        wake.reschedule(deadlineNanoTime);
        waits.begin(lock, condition);
        try {
            condition.await();
        } finally {
            waits.end();
            wake.cancel();
        }
        return deadlineNanoTime - nanoTime() > 0;
    }

    /** Arms or cancels an alarm: whatever changes its place in line is done while it stands in none. */
    synchronized void move(ManualAlarm alarm, @Nullable Long dueNanoTime) {
        armed.remove(alarm);
        if (dueNanoTime != null) {
            alarm.setDue(dueNanoTime);
            armed.add(alarm);
        }
    }

    private static void signal(Lock lock, Condition condition) {
        lock.lock();
        try {
            condition.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The next alarm to go off until a moment, now being its moment; without one, now is that moment itself. */
    private synchronized @Nullable ManualAlarm takeDue(long target) {
        ManualAlarm first = armed.isEmpty() ? null : armed.first();
        if (first == null || first.due() - target > 0) {
            moveTo(target);
            return null;
        }
        armed.remove(first);
        moveTo(first.due());
        return first;
    }

    private void moveTo(long moment) {
        if (moment - now > 0) {
            now = moment;
        }
    }
}
