package io.tasky.task;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Decides whether a failed attempt is repeated. Implementations are thread-safe. */
@FunctionalInterface
public interface RetryPolicy {

    /**
     * How long to wait before the next attempt. No slot and no thread is taken meanwhile.
     *
     * @param attempt the number of the attempt that failed, from 1
     * @param failure what it failed with
     * @return the pause, zero or more, or null to give up
     */
    @Nullable
    Duration nextDelay(int attempt, Throwable failure);
}
