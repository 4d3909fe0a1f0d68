package io.tasky.spi;

import io.tasky.spi.TaskListener.TaskFacts;
import io.tasky.task.TaskRun;

/**
 * Told of each run that failed or timed out for good, or was rejected after its call had returned (at a commit, or as a later
 * step of a chain), while nobody held its future. Beans of this type, in their order, take the place of the log's ERROR line.
 * Implementations are thread-safe and short: of a time-out they are told on Tasky's clock thread. One that throws is logged,
 * and so is the failure.
 */
@FunctionalInterface
public interface TaskErrorHandler {

    /**
     * A run has failed, once for all its attempts.
     *
     * @param run the run, in its final status
     * @param facts what is known of its task
     * @param failure what it failed with
     */
    void handleError(TaskRun<?> run, TaskFacts facts, Throwable failure);
}
