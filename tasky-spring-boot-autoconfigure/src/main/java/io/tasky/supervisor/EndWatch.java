package io.tasky.supervisor;

import io.tasky.task.TimeSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Where a stop waits for runs to end. Costs a volatile read while nobody waits. Thread-safe. */
final class EndWatch {

    private final TimeSource time;

    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();

    /** Counted before the condition is looked at: whoever changes it after that sees the waiter. */
    private final AtomicInteger waiters = new AtomicInteger();

    /** How often waiters were told. Changed under the lock. */
    private final AtomicLong signals = new AtomicLong();

    EndWatch(TimeSource time) {
        this.time = time;
    }

    /** A run ended, or something else changed that a waiter asks about. */
    void signal() {
        if (waiters.get() == 0) {
            return;
        }
        lock.lock();
        try {
            signals.incrementAndGet();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the condition holds or the moment has passed; answers whether it holds. The condition is looked at without
     * the lock: it may ask the backend of a queue.
     */
    boolean await(BooleanSupplier condition, long deadlineNanoTime) throws InterruptedException {
        waiters.incrementAndGet();
        try {
            boolean timeLeft = true;
            while (true) {
                // Read first: whatever changes the condition after it was looked at is one more.
                long seen = signals.get();
                if (condition.getAsBoolean()) {
                    return true;
                }
                if (!timeLeft) {
                    return false;
                }
                timeLeft = awaitSignal(seen, deadlineNanoTime);
            }
        } finally {
            waiters.decrementAndGet();
        }
    }

    private boolean awaitSignal(long seen, long deadlineNanoTime) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            return signals.get() != seen || time.awaitUntil(lock, changed, deadlineNanoTime);
        } finally {
            lock.unlock();
        }
    }
}
