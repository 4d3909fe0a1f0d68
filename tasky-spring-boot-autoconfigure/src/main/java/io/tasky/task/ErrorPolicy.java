package io.tasky.task;

/**
 * What a periodic task does after a run that failed or timed out for good, all its retries included. Runs that were
 * cancelled are no failures. Immutable.
 */
public enum ErrorPolicy {

    /** The next tick runs as if nothing had happened; the failure is logged and counted. The default. */
    CONTINUE,

    /** The task ends, as if its method had returned false. It is {@link TaskState#ENDED} until it is enabled again. */
    STOP,

    /**
     * The task pauses, longer with each failure in a row, and goes on with the first tick after the pause; a run that
     * succeeds ends that. The pause counts from the end of the failed run. Ticks in it are missed: they are skipped and
     * counted, or made up for where {@link TaskAttribute#CATCH_UP} says so. A pause shorter than the distance of two ticks
     * changes nothing.
     */
    BACK_OFF
}
