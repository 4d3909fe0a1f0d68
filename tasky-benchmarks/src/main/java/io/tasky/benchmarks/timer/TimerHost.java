package io.tasky.benchmarks.timer;

/** What has timers, of any delays. Used by one thread. */
interface TimerHost extends AutoCloseable {

    /**
     * Makes timers, none of them pending.
     *
     * @param shots what they do, and how many they are
     * @param delays how long after it was scheduled or reset each of them fires
     */
    Timers timers(Shots shots, Delays delays);

    /** Ends its threads. */
    @Override
    void close();
}
