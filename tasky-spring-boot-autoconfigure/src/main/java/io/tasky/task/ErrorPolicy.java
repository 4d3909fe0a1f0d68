package io.tasky.task;

/** What a periodic task does after a run that failed. */
public enum ErrorPolicy {

    /** The next tick runs as if nothing had happened; the failure is logged and counted. The default. */
    CONTINUE
}
