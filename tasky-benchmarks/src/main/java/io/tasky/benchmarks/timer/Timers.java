package io.tasky.benchmarks.timer;

/** Many timers, told apart by their numbers. Used by one thread; they fire on others. */
interface Timers {

    /** Starts the delay of a timer that is not pending. */
    void schedule(int timer);

    /** Starts the delay of a pending timer anew. */
    void reset(int timer);

    /** Makes sure that a pending timer does not fire. */
    void cancel(int timer);
}
