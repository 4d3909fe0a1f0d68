package io.tasky.spring;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the virtual machine from ending: Tasky's own threads may all be idle, or virtual, which keep nothing alive.
 * Thread-safe.
 */
final class KeepAlive {

    private final Object lock = new Object();

    /** Guarded by the lock; null while nothing is kept alive. */
    private @Nullable CountDownLatch end;

    void start() {
        synchronized (lock) {
            if (end == null) {
                CountDownLatch latch = new CountDownLatch(1);
                Thread thread = new Thread(() -> await(latch), "tasky-keep-alive");
                thread.setDaemon(false);
                thread.start();
                end = latch;
            }
        }
    }

    void stop() {
        synchronized (lock) {
            if (end != null) {
                end.countDown();
                end = null;
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }
}
