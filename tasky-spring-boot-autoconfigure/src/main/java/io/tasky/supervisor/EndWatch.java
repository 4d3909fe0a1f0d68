package io.tasky.supervisor;

import io.tasky.task.TimeSource;
import java.util.concurrent.atomic.AtomicInteger;
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
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the condition holds or the moment has passed; answers whether it holds. */
    boolean await(BooleanSupplier condition, long deadlineNanoTime) throws InterruptedException {
        lock.lockInterruptibly();
        waiters.incrementAndGet();
        try {
            while (!condition.getAsBoolean()) {
                if (!time.awaitUntil(lock, changed, deadlineNanoTime)) {
                    return condition.getAsBoolean();
                }
            }
            return true;
        } finally {
            waiters.decrementAndGet();
            lock.unlock();
        }
    }
}
