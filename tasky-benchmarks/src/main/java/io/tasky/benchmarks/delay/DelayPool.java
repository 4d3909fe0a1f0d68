package io.tasky.benchmarks.delay;

/** Where plain and urgent work compete for threads. Thread-safe. */
interface DelayPool extends AutoCloseable {

    /** Submits one of many pieces of plain work. */
    void plain(Runnable work);

    /** Submits one piece of urgent work. */
    void urgent(Runnable work);

    /** Ends its threads. */
    @Override
    void close();
}
