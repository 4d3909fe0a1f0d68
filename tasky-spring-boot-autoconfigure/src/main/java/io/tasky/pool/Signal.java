package io.tasky.pool;

import io.tasky.task.TimeSource;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What one thread waits for and another gives, once. Thread-safe; its lock is never taken under that of a pool. */
final class Signal {

    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();

    private boolean given;

    void give() {
        lock.lock();
        try {
            given = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it is given; an interrupt is kept for whoever comes after. */
    void await() {
        lock.lock();
        try {
            while (!given) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it is given; false if the moment has passed before. */
    boolean awaitUntil(TimeSource time, long deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!given) {
                if (!time.awaitUntil(lock, changed, deadline)) {
                    return given;
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
