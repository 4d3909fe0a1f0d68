package io.tasky.pool;

import io.tasky.task.TaskPriority;
import java.util.concurrent.RejectedExecutionException;

/** A pool's line, or its fuse for CRITICAL runs, is full. Thread-safe. */
public class PoolFullException extends RejectedExecutionException {

    /**
     * Creates the exception.
     *
     * @param config the pool's sizes
     * @param priority the priority of the run
     * @param depth how many runs of that priority wait, or go on for CRITICAL
     */
    public PoolFullException(PoolConfig config, TaskPriority priority, int depth) {
        super(text(config, priority, depth));
    }

    /**
     * Creates the exception for a run that its pool was not even asked for.
     *
     * @param text what is full, and what to do
     */
    public PoolFullException(String text) {
        super(text);
    }

    private static String text(PoolConfig config, TaskPriority priority, int depth) {
        String pool = "Pool '" + config.name() + "' ";
        if (priority == TaskPriority.CRITICAL) {
            return pool + "runs " + depth + " CRITICAL runs already, and critical-max is " + config.criticalMax()
                    + ". Raise tasky.pools." + config.name() + ".critical-max, or submit fewer of them.";
        }
        return pool + "is full for " + priority + ": " + depth + " runs wait (max-waiting " + config.maxWaiting()
                + "), size " + config.size() + ", limit " + config.limit(priority)
                + " slots. Submit less, raise tasky.pools." + config.name() + ".size or .max-waiting.";
    }
}
