package io.tasky.pool;

import io.tasky.task.TaskPriority;
import java.util.concurrent.atomic.AtomicBoolean;

/** A slot without an entry. Thread-safe. */
final class LoosePermit implements Permit {

    private final Dispatcher pool;

    private final TaskPriority priority;

    private final AtomicBoolean closed = new AtomicBoolean();

    LoosePermit(Dispatcher pool, TaskPriority priority) {
        this.pool = pool;
        this.priority = priority;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            pool.change(lines -> {
                lines.ledger().release(priority);
                return true;
            });
        }
    }
}
