package io.tasky.task;

import java.util.concurrent.RejectedExecutionException;

/**
 * A run is refused, because of where its task or the supervisor stands. Its message is Tasky's own and has no user data.
 * Thread-safe.
 */
public class TaskRefusedException extends RejectedExecutionException {

    /**
     * Creates the exception.
     *
     * @param message which task, why, and what to do
     */
    public TaskRefusedException(String message) {
        super(message);
    }
}
