package io.tasky.spi;

import io.tasky.task.TaskConfigurationException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What keeps ticks of periodic tasks from starting at their moments: chance, and pauses after failures. Implementations are
 * thread-safe and quick.
 */
@FunctionalInterface
public interface TickDelays {

    /** Only chance; a task that is to back off cannot be registered. */
    TickDelays WITHOUT_BACK_OFF = (task, failures) -> {
        throw new TaskConfigurationException(
                "Task '" + task + "' is to back off after failures, and this supervisor was built without that.",
                "Give the builder tickDelays, or let the task CONTINUE or STOP after failures.");
    };

    /**
     * How long a task pauses after a failure. Asked without a lock, so more than once where runs end at the same time, and
     * also when a task that backs off is registered. If this fails after a failure, that is logged, and the task goes on
     * without a pause.
     *
     * @param task the task's name
     * @param failures how many of its runs have failed in a row, 1 or more
     * @return a length of zero or more
     * @throws TaskConfigurationException if tasks cannot back off
     */
    Duration pause(String task, int failures);

    /**
     * How much later a tick starts. Asked under the lock of a task, so it calls nobody.
     *
     * @param bound in nanoseconds, more than 0
     * @return by chance, in nanoseconds: 0 or more, and less than the bound
     */
    default long jitter(long bound) {
        return ThreadLocalRandom.current().nextLong(bound);
    }
}
