package io.tasky.supervisor;

import io.tasky.task.TaskStoppedException;
import io.tasky.task.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where a run's code waits for messages or for a while, and others wait for its outcome. Thread-safe; nothing foreign is
 * called while its lock is held.
 */
abstract class RunMonitor {

    /** A run that takes no messages must not fill the memory. */
    private static final int MOST_MESSAGES = 1_000;

    protected final DefaultTaskRun<?> run;

    private final TimeSource time;

    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();

    /** Guarded by the lock. */
    private final Deque<Object> messages = new ArrayDeque<>();

    RunMonitor(DefaultTaskRun<?> run) {
        this.run = run;
        this.time = run.owner().engine().time();
    }

    final void send(Object message) {
        lock.lock();
        try {
            if (messages.size() == MOST_MESSAGES) {
                throw new IllegalStateException("Run " + run.id() + " of '" + run.task() + "' has not taken "
                        + MOST_MESSAGES + " messages yet. Let it receive() them, or send fewer.");
            }
            messages.add(message);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    final Object receive() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (messages.isEmpty()) {
                checkGoesOn();
                changed.await();
            }
            return messages.remove();
        } finally {
            lock.unlock();
        }
    }

    final @Nullable Object poll(Duration timeout) throws InterruptedException {
        long deadline = time.nanoTime() + TimeSource.nanosOf(timeout);
        lock.lockInterruptibly();
        try {
            boolean timeLeft = true;
            while (messages.isEmpty() && timeLeft) {
                checkGoesOn();
                timeLeft = time.awaitUntil(lock, changed, deadline);
            }
            return messages.poll();
        } finally {
            lock.unlock();
        }
    }

    final void sleep(Duration duration) throws InterruptedException {
        long deadline = time.nanoTime() + TimeSource.nanosOf(duration);
        lock.lockInterruptibly();
        try {
            boolean timeLeft = true;
            while (timeLeft) {
                checkGoesOn();
                timeLeft = time.awaitUntil(lock, changed, deadline);
            }
        } finally {
            lock.unlock();
        }
    }

    private void checkGoesOn() {
        if (run.isStopRequested()) {
            throw new TaskStoppedException(run.id(), run.task());
        }
    }

    /** Waits until the run has its outcome, by the clock; false if that moment came first. */
    final boolean awaitOutcome(long deadlineNanoTime) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            boolean timeLeft = true;
            while (!run.isDone() && timeLeft) {
                timeLeft = time.awaitUntil(lock, changed, deadlineNanoTime);
            }
            return run.isDone();
        } finally {
            lock.unlock();
        }
    }

    /** The run was asked to stop, or has its outcome: whoever waits looks again. */
    final void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
