package io.tasky.task;

/**
 * A queue as it was at one moment. Immutable.
 *
 * @param name the queue's name
 * @param size how many items waited, {@link #UNKNOWN_SIZE} where the backend did not answer
 * @param capacity how many it holds, -1 for any number
 * @param workers how many items may be handled at the same time
 * @param busyWorkers how many were being handled
 * @param closed whether it takes no more items
 * @param dropped how many items it has dropped because it, or a list of dead letters, was full
 * @param requeued how many items were put back at the end by the code that handled them
 * @param deadLetters how many dead letters are kept
 */
public record QueueSnapshot(
        String name,
        int size,
        int capacity,
        int workers,
        int busyWorkers,
        boolean closed,
        long dropped,
        long requeued,
        int deadLetters) {

    /** The size of a queue whose backend does not answer. */
    public static final int UNKNOWN_SIZE = -1;
}
