package io.tasky.testing;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** The threads that wait for a {@link ManualTimeSource}, and where. Thread-safe. */
final class ManualWaits {

    /** Guarded by this. */
    private final Map<Thread, Wait> waits = new HashMap<>();

    synchronized void begin(Lock lock, Condition condition) {
        waits.put(Thread.currentThread(), new Wait(lock, condition));
        notifyAll();
    }

    synchronized void end() {
        waits.remove(Thread.currentThread());
    }

    synchronized void awaitThreads(int count) throws InterruptedException {
        while (waits.size() < count) {
            wait();
        }
    }

    /** Whether a thread waits, and nothing has happened yet that will end its wait. */
    boolean isWaiting(Thread thread) {
        Wait wait;
        int others = 0;
        synchronized (this) {
            wait = waits.get(thread);
            for (Wait other : waits.values()) {
                others += wait != null && other.condition == wait.condition ? 1 : 0;
            }
        }
        return wait != null && !thread.isInterrupted() && wait.isWaitedFor(others);
    }

    /** Where a thread waits. */
    private record Wait(Lock lock, Condition condition) {

        /** A thread that was signalled has left the condition's queue, although it may not run yet. */
        boolean isWaitedFor(int threads) {
            if (!(lock instanceof ReentrantLock held) || !held.tryLock()) {
                return false;
            }
            try {
                return held.getWaitQueueLength(condition) >= threads;
            } finally {
                held.unlock();
            }
        }
    }
}
