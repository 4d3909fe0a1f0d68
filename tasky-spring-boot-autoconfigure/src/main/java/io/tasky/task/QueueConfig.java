package io.tasky.task;

import org.jspecify.annotations.Nullable;

/**
 * What the configuration says of a queue; it wins over what its workers say. Immutable.
 *
 * @param name the queue's name
 * @param capacity how many items it holds, -1 for any number; null for what its workers say
 * @param backend where it keeps its items, or null for what its workers say
 * @param overflow what it does when it is full, or null for what its workers say
 * @param standing whether it is there without a worker, for an application that only sends
 */
public record QueueConfig(
        String name,
        @Nullable Integer capacity,
        @Nullable String backend,
        @Nullable OverflowPolicy overflow,
        boolean standing) {

    /** Checks the capacity. */
    public QueueConfig {
        if (capacity != null && capacity < 1 && capacity != -1) {
            throw new TaskConfigurationException(
                    "Queue '" + name + "': capacity must be -1 (any number) or at least 1, was " + capacity + ".",
                    "Change tasky.queues." + name + ".capacity.");
        }
    }
}
