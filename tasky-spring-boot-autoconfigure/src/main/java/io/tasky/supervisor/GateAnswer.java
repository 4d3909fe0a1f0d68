package io.tasky.supervisor;

/** What becomes of a run that wants to enter the pool through the gate of its task. Immutable. */
enum GateAnswer {

    /** It may enter the pool. */
    ENTERS,

    /** It waits at the gate. */
    WAITS,

    /** As many wait there as may. */
    FULL
}
