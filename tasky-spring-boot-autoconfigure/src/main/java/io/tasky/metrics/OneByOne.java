package io.tasky.metrics;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does one thing after another, in the order they come, and without a lock: whoever comes while another thread is at it leaves
 * the new one to that thread. Thread-safe.
 */
final class OneByOne {

    private static final Logger logger = LoggerFactory.getLogger(OneByOne.class);

    private final Queue<Runnable> actions = new ConcurrentLinkedQueue<>();

    private final AtomicInteger toDo = new AtomicInteger();

    void run(Runnable action) {
        actions.add(action);
        if (toDo.getAndIncrement() > 0) {
            return;
        }
        do {
            runOne(actions.remove());
        } while (toDo.decrementAndGet() > 0);
    }

    private static void runOne(Runnable action) {
        try {
            action.run();
        } catch (Throwable ex) {
            // It may be that of another thread; and others wait for their turn.
            logger.warn("A gauge could not be registered or removed", ex);
        }
    }
}
