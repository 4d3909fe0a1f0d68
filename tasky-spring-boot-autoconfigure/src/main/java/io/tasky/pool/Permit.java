package io.tasky.pool;

/** A slot that was taken, and is given back by closing. Thread-safe: closed twice, it is given back once. */
public interface Permit extends AutoCloseable {

    /** Gives the slot back. */
    @Override
    void close();
}
