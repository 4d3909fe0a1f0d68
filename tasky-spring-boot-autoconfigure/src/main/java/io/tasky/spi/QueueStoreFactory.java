package io.tasky.spi;

import io.tasky.task.TaskConfigurationException;
import java.util.Comparator;

/** Creates the stores of queues: one factory for each backend. Implementations are thread-safe. */
public interface QueueStoreFactory {

    /** The backend of queues that name none. */
    String MEMORY = "memory";

    /**
     * The backend's name, as a queue's declaration chooses it.
     *
     * @return the name
     */
    String backend();

    /**
     * Creates the store of one queue.
     *
     * @param queue the queue's name
     * @param capacity how many items it holds, -1 for any number
     * @return a new store
     */
    QueueStore<Object> create(String queue, int capacity);

    /**
     * Creates the store of a queue that hands out its smallest item first; of those that are equal, the one that came first.
     *
     * @param queue the queue's name
     * @param capacity how many items it holds, -1 for any number
     * @param order compares items
     * @return a new store
     * @throws TaskConfigurationException by default: this backend cannot order items
     */
    default QueueStore<Object> createOrdered(String queue, int capacity, Comparator<Object> order) {
        throw new TaskConfigurationException(
                "Queue '" + queue + "' is to be ordered, which its backend '" + backend() + "' cannot do.",
                "Remove orderBy, or choose another backend.");
    }

    /**
     * Creates the store of a queue whose items have keys.
     *
     * @param queue the queue's name
     * @param capacity how many items it holds, -1 for any number
     * @return a new store
     * @throws TaskConfigurationException by default: this backend knows no keys
     */
    default KeyedQueueStore<Object> createKeyed(String queue, int capacity) {
        throw new TaskConfigurationException(
                "Queue '" + queue + "' has a key, which its backend '" + backend() + "' does not know.",
                "Remove key, or choose another backend.");
    }
}
