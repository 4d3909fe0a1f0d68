package io.tasky.spi;

import io.tasky.task.TaskConfigurationException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What keeps ticks of periodic tasks from starting at their moments: chance, and pauses after failures. Implementations are
 * thread-safe, quick, and call nobody: they are asked under the lock of a task.
 */
@FunctionalInterface
public interface TickDelays {

    /** Only chance; a task that is to back off cannot be registered. */
    TickDelays WITHOUT_BACK_OFF = task -> {
        throw new TaskConfigurationException(
                "Task '" + task + "' is to back off after failures, and this supervisor was built without that.",
                "Give the builder tickDelays, or let the task CONTINUE or STOP after failures.");
    };

    /**
     * Starts a series of pauses. Called when a task that backs off is registered, and after each success that ended a
     * series.
     *
     * @param task the task's name
     * @return the pauses
     * @throws TaskConfigurationException if tasks cannot back off
     */
    Pauses pauses(String task);

    /**
     * How much later a tick starts.
     *
     * @param bound in nanoseconds, more than 0
     * @return by chance, in nanoseconds: 0 or more, and less than the bound
     */
    default long jitter(long bound) {
        return ThreadLocalRandom.current().nextLong(bound);
    }

    /** One pause after each failure in a row. Used by one thread at a time. */
    @FunctionalInterface
    interface Pauses {

        /**
         * The pause after one more failure.
         *
         * @return a length of zero or more
         */
        Duration next();
    }
}
