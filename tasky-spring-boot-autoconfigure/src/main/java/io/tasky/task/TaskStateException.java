package io.tasky.task;

/** A task stands where it cannot be steered like that. Its message is Tasky's own and has no user data. Thread-safe. */
public class TaskStateException extends IllegalStateException {

    /**
     * Creates the exception.
     *
     * @param message which task, where it stands, and what to do
     */
    public TaskStateException(String message) {
        super(message);
    }
}
