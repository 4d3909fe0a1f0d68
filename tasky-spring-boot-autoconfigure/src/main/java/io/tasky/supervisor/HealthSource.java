package io.tasky.supervisor;

/** Tells how the supervisor and its tasks are. Thread-safe. */
public interface HealthSource {

    /**
     * How it is now. Looks at every task and queue once, and takes pictures of none, so that it can be asked every few seconds
     * however many there are.
     *
     * @return an immutable picture
     */
    SupervisorHealth health();
}
