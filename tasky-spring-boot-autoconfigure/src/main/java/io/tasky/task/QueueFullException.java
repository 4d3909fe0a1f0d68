package io.tasky.task;

import java.util.concurrent.RejectedExecutionException;

/** An item was put into a full queue whose overflow policy is {@link OverflowPolicy#REJECT}. Thread-safe. */
public class QueueFullException extends RejectedExecutionException {

    /**
     * Creates the exception.
     *
     * @param queue the queue's name
     * @param capacity how many items it holds
     */
    public QueueFullException(String queue, int capacity) {
        super("Queue '" + queue + "' is full: " + capacity + " of " + capacity
                + " items. Raise its capacity, add workers, or let producers wait with overflow = BLOCK.");
    }
}
