package io.tasky.task;

/**
 * What becomes of a tick that comes while a run of its task waits for a slot, runs, or waits for its retry. Ticks that
 * were missed because nobody looked are no matter of this, but of {@link TaskAttribute#CATCH_UP}. Immutable.
 */
public enum OverlapPolicy {

    /** It is skipped and counted. So runs of one task never overlap. The default. */
    SKIP,

    /**
     * One run follows as soon as that run has ended, and stands for the first tick that it held up. Further ticks that come
     * meanwhile are skipped and counted. So runs never overlap, and at most one is owed.
     */
    QUEUE_ONE,

    /**
     * It starts a run of its own beside those that go on, as far as the pool has slots and its line has room. A tick that
     * comes while an earlier one is held back by a full line is skipped and counted.
     */
    ALLOW
}
