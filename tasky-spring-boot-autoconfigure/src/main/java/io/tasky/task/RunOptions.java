package io.tasky.task;

import org.jspecify.annotations.Nullable;

/**
 * How work submitted in code is to run. Immutable.
 *
 * @param name what to call it where runs are shown; {@link #DYNAMIC} by default
 * @param pool the pool, or null for the default one
 * @param priority its priority
 */
public record RunOptions(String name, @Nullable String pool, TaskPriority priority) {

    /** The task name of work submitted without one. */
    public static final String DYNAMIC = "dynamic";

    /** The default pool at NORMAL priority, without a name. */
    public static final RunOptions DEFAULTS = new RunOptions(DYNAMIC, null, TaskPriority.NORMAL);

    /**
     * The defaults with a priority.
     *
     * @param priority the priority
     * @return the options
     */
    public static RunOptions priority(TaskPriority priority) {
        return new RunOptions(DYNAMIC, null, priority);
    }

    /**
     * These options with a name. It shows in runs and logs, and is no tag of any meter.
     *
     * @param name the name
     * @return new options
     */
    public RunOptions withName(String name) {
        return new RunOptions(name, pool, priority);
    }

    /**
     * These options with a pool.
     *
     * @param pool the pool's name
     * @return new options
     */
    public RunOptions withPool(String pool) {
        return new RunOptions(name, pool, priority);
    }

    /**
     * These options with a priority.
     *
     * @param priority the priority
     * @return new options
     */
    public RunOptions withPriority(TaskPriority priority) {
        return new RunOptions(name, pool, priority);
    }
}
