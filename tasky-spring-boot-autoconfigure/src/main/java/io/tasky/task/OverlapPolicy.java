package io.tasky.task;

/** What a tick does that comes while the run of an earlier one is still going on. */
public enum OverlapPolicy {

    /** It is skipped and counted. The default. */
    SKIP
}
