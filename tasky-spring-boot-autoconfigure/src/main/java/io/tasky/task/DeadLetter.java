package io.tasky.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An item whose run failed for good: kept until it is replayed, or pushed out by later ones. Immutable.
 *
 * @param <T> the type of the item
 * @param task the task whose run failed
 * @param item the item
 * @param runId the id of the run
 * @param attempts how many attempts there were
 * @param at when it failed
 * @param exception what the last attempt failed with, or null if the run was cancelled
 */
public record DeadLetter<T>(
        String task,
        T item,
        String runId,
        int attempts,
        Instant at,
        @Nullable Throwable exception) {}
