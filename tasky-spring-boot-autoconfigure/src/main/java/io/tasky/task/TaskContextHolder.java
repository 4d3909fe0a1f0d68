package io.tasky.task;

import org.jspecify.annotations.Nullable;

/** Binds a run's context to the thread that executes it. For the engine; applications call {@link TaskContext#current()}. */
public final class TaskContextHolder {

    private static final ThreadLocal<@Nullable TaskContext> CURRENT = new ThreadLocal<>();

    private TaskContextHolder() {}

    /**
     * The context bound to this thread.
     *
     * @return the context, or null
     */
    public static @Nullable TaskContext get() {
        return CURRENT.get();
    }

    /**
     * Binds a context to this thread.
     *
     * @param context the context, or null to bind none
     * @return what was bound before, to be bound again afterwards
     */
    public static @Nullable TaskContext set(@Nullable TaskContext context) {
        TaskContext before = CURRENT.get();
        CURRENT.set(context);
        return before;
    }
}
