package io.tasky.supervisor;

import io.tasky.pool.TaskPool;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A pool that was made at run time, and whoever made it may close. Thread-safe. */
public final class CreatedPool implements AutoCloseable {

    private final TaskPool pool;

    private final PoolHooks hooks;

    private final Consumer<CreatedPool> closing;

    private final AtomicBoolean closed = new AtomicBoolean();

    CreatedPool(TaskPool pool, PoolHooks hooks, Consumer<CreatedPool> closing) {
        this.pool = pool;
        this.hooks = hooks;
        this.closing = closing;
    }

    /**
     * The pool itself.
     *
     * @return the pool; it takes nothing more once this is closed
     */
    public TaskPool pool() {
        return pool;
    }

    /**
     * Closes the pool: it takes no new work, and its runs are waited for, asked to stop and interrupted, in the time that the
     * supervisor would give them when it stops; so are the items in memory of its queue workers. Then it is gone, and its
     * name is free. Tasks that were registered for it stay, and start nothing more. Returns when that is done; does nothing
     * if it is closed already, as the supervisor's own closing does.
     *
     * @throws IllegalStateException if a run of this pool calls it, which would wait for itself
     */
    @Override
    public void close() {
        closing.accept(this);
    }

    /** Whether this is the first call: whoever makes it closes the pool. */
    boolean beginClosing() {
        return closed.compareAndSet(false, true);
    }

    PoolHooks hooks() {
        return hooks;
    }
}
