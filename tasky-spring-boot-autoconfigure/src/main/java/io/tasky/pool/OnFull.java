package io.tasky.pool;

/**
 * What becomes of submitted work whose line is full. Ticks, queue workers and retries are not asked, nor are CRITICAL runs:
 * those hold back or are always admitted, and the fuse of these always refuses. Immutable.
 */
public enum OnFull {

    /** The submitter gets a {@link PoolFullException}. The default. */
    ABORT,

    /** The submitter's thread executes the run itself; on a thread of Tasky's own, as {@link #ABORT}. */
    CALLER_RUNS,

    /** The run is rejected: its submitter gets it, and it never starts. */
    DISCARD,

    /** The submitted run that has waited longest in that line is rejected, and the new one takes a place there. */
    DISCARD_OLDEST,

    /** The submitter waits for room, for some time at most; on a thread of Tasky's own, as {@link #ABORT}. */
    BLOCK
}
