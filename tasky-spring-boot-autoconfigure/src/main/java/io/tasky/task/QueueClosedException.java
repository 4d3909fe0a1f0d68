package io.tasky.task;

/** An item was put into a queue that is closed. Thread-safe. */
public class QueueClosedException extends IllegalStateException {

    /**
     * Creates the exception.
     *
     * @param queue the queue's name
     */
    public QueueClosedException(String queue) {
        super("Queue '" + queue + "' is closed and takes no more items. Reopen it before putting, or stop putting.");
    }
}
