package io.tasky.test;

import io.tasky.task.TaskPriority;
import io.tasky.task.TimeSource;
import io.tasky.testing.ManualTimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * A clock for work on the thread that moves it: a wait moves it on, because nobody else is there to do so. Thread-safe.
 */
final class InlineTimeSource implements TimeSource {

    /** A wait that may last longer than that is meant to end before its time. */
    private static final long NEVER_NANOS = Duration.ofDays(36_500).toNanos();

    private final ManualTimeSource time;

    InlineTimeSource(ManualTimeSource time) {
        this.time = time;
    }

    @Override
    public Instant now() {
        return time.now();
    }

    @Override
    public long nanoTime() {
        return time.nanoTime();
    }

    @Override
    public Instant toInstant(long nanoTime) {
        return time.toInstant(nanoTime);
    }

    @Override
    public Alarm alarm(Runnable action) {
        return time.alarm(action);
    }

    @Override
    public Alarm alarm(TaskPriority priority, Runnable action) {
        return time.alarm(priority, action);
    }

    @Override
    public boolean isAlarmThread() {
        return time.isAlarmThread();
    }

    /** Lets one alarm go off at a time, so that the caller looks at its condition after each. */
    @Override
    public boolean awaitUntil(Lock lock, Condition condition, long deadlineNanoTime) {
        if (deadlineNanoTime - nanoTime() <= 0) {
            return false;
        }
        if (deadlineNanoTime - nanoTime() > NEVER_NANOS) {
            throw new IllegalStateException("Thread '" + Thread.currentThread().getName()
                    + "' would wait for ever: in inline mode nobody else is there to end its wait."
                    + " Make room before, or test this without inline mode.");
        }
        // What goes off needs locks of its own, and perhaps this one.
        lock.unlock();
        try {
            time.fireNext(deadlineNanoTime);
        } finally {
            lock.lock();
        }
        return deadlineNanoTime - nanoTime() > 0;
    }
}
