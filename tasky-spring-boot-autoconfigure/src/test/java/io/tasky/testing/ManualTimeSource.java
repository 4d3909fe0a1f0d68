package io.tasky.testing;

import io.tasky.task.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * A time that stands still until {@link #advance} moves it. Alarms go off on the advancing thread, in the order of their
 * moments, and of being armed within one moment; an alarm for a moment in the past goes off with the next advance, be it
 * of zero. Thread-safe; holds no lock of its own while an alarm goes off.
 */
public final class ManualTimeSource implements TimeSource {

    /** Negative, so that time passes zero while a test runs: nobody may take zero for "never". */
    private static final long START_NANOS = -TimeUnit.SECONDS.toNanos(30);

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Call> calls = new PriorityQueue<>(ManualTimeSource::compare);

    private long now = START_NANOS;

    private long armings;

    private int waiters;

    /**
     * Moves time on, and does what falls due on the way.
     *
     * @param duration how far
     */
    public void advance(Duration duration) {
        long target = nanoTime() + duration.toNanos();
        ManualAlarm due = takeDue(target);
        while (due != null) {
            due.action.run();
            due = takeDue(target);
        }
    }

    /**
     * Waits until threads wait in {@link #awaitUntil}, so that an advance finds them there.
     *
     * @param count how many at least
     * @throws InterruptedException if the thread was interrupted
     */
    public synchronized void awaitWaiters(int count) throws InterruptedException {
        while (waiters < count) {
            wait();
        }
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
        return new ManualAlarm(action);
    }

    /** The caller holds the lock, and the alarm needs it to wake the caller: so the alarm cannot come too early. */
    @Override
    @SuppressWarnings("WaitNotInLoop") // The loop is the caller's, as for any condition.
    public boolean awaitUntil(Lock lock, Condition condition, long deadlineNanoTime) throws InterruptedException {
        if (deadlineNanoTime - nanoTime() <= 0) {
            return false;
        }
        Alarm wake = schedule(deadlineNanoTime, () -> signal(lock, condition));
        countWaiters(1);
        try {
            condition.await();
        } finally {
            countWaiters(-1);
            wake.cancel();
        }
        return deadlineNanoTime - nanoTime() > 0;
    }

    private static void signal(Lock lock, Condition condition) {
        lock.lock();
        try {
            condition.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private synchronized void countWaiters(int change) {
        waiters += change;
        notifyAll();
    }

    /** The next alarm to go off until a moment, now being its moment; without one, now is that moment itself. */
    private synchronized @Nullable ManualAlarm takeDue(long target) {
        Call call = calls.peek();
        while (call != null && call.due - target <= 0) {
            calls.remove();
            if (call.alarm.isDueBy(call)) {
                moveTo(call.due);
                return call.alarm;
            }
            call = calls.peek();
        }
        moveTo(target);
        return null;
    }

    private void moveTo(long moment) {
        if (moment - now > 0) {
            now = moment;
        }
    }

    private static int compare(Call one, Call other) {
        long difference = one.due - other.due;
        return difference != 0 ? Long.signum(difference) : Long.compare(one.arming, other.arming);
    }

    private record Call(long due, long arming, ManualAlarm alarm) {}

    /** Stays in the queue at its old moment when it is put off or cancelled, and is looked at again there. */
    private final class ManualAlarm implements Alarm {

        private final Runnable action;

        private long due;

        private long arming;

        private boolean armed;

        private @Nullable Call call;

        ManualAlarm(Runnable action) {
            this.action = action;
        }

        @Override
        public void reschedule(long dueNanoTime) {
            synchronized (ManualTimeSource.this) {
                due = dueNanoTime;
                arming = ++armings;
                armed = true;
                if (call == null || dueNanoTime - call.due < 0) {
                    enqueue();
                }
            }
        }

        @Override
        public void cancel() {
            synchronized (ManualTimeSource.this) {
                armed = false;
            }
        }

        private void enqueue() {
            Call latest = new Call(due, arming, this);
            call = latest;
            calls.add(latest);
        }

        private boolean isDueBy(Call reached) {
            if (!reached.equals(call)) {
                return false;
            }
            call = null;
            if (armed && arming != reached.arming) {
                enqueue();
                return false;
            }
            boolean goesOff = armed;
            armed = false;
            return goesOff;
        }
    }
}
