package io.tasky.task;

/**
 * Thrown inside a run that waits by its {@link TaskContext} when somebody asks it to stop. A run that ends with it is
 * {@link RunStatus#CANCELLED}. Thread-safe.
 */
public final class TaskStoppedException extends RuntimeException {

    /**
     * Creates the exception.
     *
     * @param run the run's id
     * @param task the name of its task
     */
    public TaskStoppedException(String run, String task) {
        super("Run " + run + " of '" + task + "' was asked to stop.");
    }
}
