package io.tasky.pool;

import io.tasky.task.TimeSource;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A thread that waits until a pool has served its entry: with a slot, or with a place in line. Thread-safe; its lock is taken
 * by nobody else, and never under the pool's.
 */
final class Waiter {

    final PoolEntry entry;

    /** Its number among all that came to wait. Guarded by the pool's lock. */
    long arrival;

    /** Whether it never gets what it waits for. Guarded by the pool's lock. */
    boolean refused;

    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();

    private boolean told;

    Waiter(PoolEntry entry) {
        this.entry = entry;
    }

    /** The pool has served it, or never will. To be called without the pool's lock. */
    void tell() {
        lock.lock();
        try {
            told = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it is told; an interrupt is kept for whoever comes after. */
    void await() {
        lock.lock();
        try {
            while (!told) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it is told; false if the moment has passed before. */
    boolean awaitUntil(TimeSource time, long deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!told) {
                if (!time.awaitUntil(lock, changed, deadline)) {
                    return told;
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }
}
