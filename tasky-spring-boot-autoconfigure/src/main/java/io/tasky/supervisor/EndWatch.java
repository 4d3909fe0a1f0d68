package io.tasky.supervisor;

import io.tasky.task.TimeSource;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Where a stop waits for runs to end. Costs a volatile read while nobody waits. Thread-safe. */
final class EndWatch {

    private final TimeSource time;

    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();

    private volatile boolean watched;

    EndWatch(TimeSource time) {
        this.time = time;
    }

    /** A run ended, or something else changed that a waiter asks about. */
    void signal() {
        if (!watched) {
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
        try {
            watched = true;
            while (!condition.getAsBoolean()) {
                if (!time.awaitUntil(lock, changed, deadlineNanoTime)) {
                    return condition.getAsBoolean();
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
