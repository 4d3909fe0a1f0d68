package io.tasky.task;

/** When a call of a background task is submitted that is made inside a transaction. Immutable. */
public enum SubmitPolicy {

    /** The run is held until the transaction has committed, and cancelled if it does not commit. */
    AFTER_COMMIT,

    /** At once: the run may start before the transaction ends, and does not see what it changed. */
    NOW
}
