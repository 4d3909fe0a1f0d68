package io.tasky.spi;

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
}
