package io.tasky.benchmarks.item;

/** A bounded queue and its workers. Thread-safe. */
interface ItemQueue extends AutoCloseable {

    /** How many items it holds. */
    int CAPACITY = 1024;

    /** Adds an item; waits while there is no room. */
    void put(Integer item) throws InterruptedException;

    /** Ends its workers. */
    @Override
    void close();
}
