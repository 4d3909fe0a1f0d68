package io.tasky.task;

import java.util.concurrent.TimeoutException;

/** What an attempt fails with that took longer than its task's {@code timeout}. Thread-safe. */
public final class TaskTimeoutException extends TimeoutException {

    /**
     * Creates the exception.
     *
     * @param message which attempt, and how long it might have taken
     */
    public TaskTimeoutException(String message) {
        super(message);
    }
}
