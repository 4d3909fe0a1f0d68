package io.tasky.pool;

import io.tasky.task.TimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Where threads wait for a pool to become idle. Thread-safe; its lock is taken by nobody else. */
final class IdleGate {

    private final TimeSource time;

    private final ReentrantLock lock = new ReentrantLock();

    private final Condition opened = lock.newCondition();

    /** Changed under the lock; read without it by whoever might have to open the gate. */
    private final AtomicInteger waiters = new AtomicInteger();

    IdleGate(TimeSource time) {
        this.time = time;
    }

    /** Lets those who wait look again. */
    void open() {
        if (waiters.get() == 0) {
            return;
        }
        lock.lock();
        try {
            opened.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean await(Duration timeout, BooleanSupplier idle) throws InterruptedException {
        long deadline = time.nanoTime() + TimeSource.nanosOf(timeout);
        lock.lockInterruptibly();
        waiters.incrementAndGet();
        try {
            while (!idle.getAsBoolean()) {
                if (!time.awaitUntil(lock, opened, deadline)) {
                    return idle.getAsBoolean();
                }
            }
            return true;
        } finally {
            waiters.decrementAndGet();
            lock.unlock();
        }
    }
}
