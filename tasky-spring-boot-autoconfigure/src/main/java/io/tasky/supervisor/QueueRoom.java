package io.tasky.supervisor;

import io.tasky.task.TimeSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Where producers wait until a full queue has room. Its lock is taken only by those, and by others while there are such; the
 * queue's store is never called with it held. Thread-safe.
 */
final class QueueRoom {

    /** How often a producer lets others go first before it waits: putting a thread to sleep costs as much as many items. */
    private static final int YIELDS = 100;

    private final TimeSource time;

    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();

    /** Changed under the lock. */
    private final AtomicLong changes = new AtomicLong();

    /** Counted before a producer tries: whoever takes an item after a try that failed sees it. */
    private final AtomicInteger waiting = new AtomicInteger();

    QueueRoom(TimeSource time) {
        this.time = time;
    }

    /** Tries whenever there may be room, until that works or the moment has passed; answers whether it worked. */
    boolean await(BooleanSupplier attempt, long deadlineNanoTime) throws InterruptedException {
        if (tryForAWhile(attempt)) {
            return true;
        }
        waiting.incrementAndGet();
        try {
            boolean timeLeft = true;
            while (true) {
                long seen = changes.get();
                if (attempt.getAsBoolean()) {
                    return true;
                }
                if (!timeLeft) {
                    return false;
                }
                timeLeft = awaitChange(seen, deadlineNanoTime);
            }
        } finally {
            waiting.decrementAndGet();
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // Nothing relies on it: whoever has no luck here waits properly.
    private static boolean tryForAWhile(BooleanSupplier attempt) {
        for (int i = 0; i < YIELDS; i++) {
            if (attempt.getAsBoolean()) {
                return true;
            }
            Thread.yield();
        }
        return false;
    }

    private boolean awaitChange(long seen, long deadlineNanoTime) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            boolean timeLeft = true;
            while (changes.get() == seen && timeLeft) {
                timeLeft = time.awaitUntil(lock, changed, deadlineNanoTime);
            }
            return timeLeft;
        } finally {
            lock.unlock();
        }
    }

    /** Items were taken: there is room for so many others. */
    void made(int places) {
        if (places > 0 && waiting.get() > 0) {
            change(places == 1);
        }
    }

    /** Something else changed: all that wait try again. */
    void changed() {
        change(false);
    }

    private void change(boolean forOne) {
        lock.lock();
        try {
            changes.incrementAndGet();
            if (forOne) {
                changed.signal();
            } else {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }
}
