package io.tasky.supervisor;

import io.tasky.task.TaskRefusedException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Where the supervisor stands. This is the one place that holds the legal moves. Immutable. */
public enum SupervisorState {

    /** Tasks can be registered and work submitted; ticks, timers and workers have not started. */
    CREATED,

    /** Everything runs. */
    RUNNING,

    /** Ticks, timers and workers start nothing new; submitted work still runs. */
    QUIET,

    /** Takes nothing more and waits for what runs. */
    STOPPING,

    /** Nothing runs. It can be started again. */
    STOPPED,

    /** Stopped for good. */
    CLOSED;

    private static final Map<SupervisorState, Set<SupervisorState>> MOVES = new EnumMap<>(SupervisorState.class);

    static {
        MOVES.put(CREATED, EnumSet.of(RUNNING, QUIET, STOPPING, CLOSED));
        MOVES.put(RUNNING, EnumSet.of(QUIET, STOPPING));
        MOVES.put(QUIET, EnumSet.of(RUNNING, STOPPING));
        MOVES.put(STOPPING, EnumSet.of(STOPPED));
        MOVES.put(STOPPED, EnumSet.of(RUNNING, CLOSED));
        MOVES.put(CLOSED, EnumSet.noneOf(SupervisorState.class));
    }

    /**
     * Checks a move.
     *
     * @param next the state to go to
     * @return the next state
     * @throws IllegalStateException if that move is not legal
     */
    SupervisorState to(SupervisorState next) {
        if (!MOVES.getOrDefault(this, Set.of()).contains(next)) {
            throw new IllegalStateException("Cannot go from " + this + " to " + next + ".");
        }
        return next;
    }

    /**
     * Whether submitted work is taken.
     *
     * @return true before the stop begins
     */
    public boolean takesWork() {
        return this == CREATED || this == RUNNING || this == QUIET;
    }

    /**
     * Refuses work that comes after the stop has begun.
     *
     * @param task the task's name
     * @throws TaskRefusedException if submitted work is not taken
     */
    void checkTakesWork(String task) {
        if (!takesWork()) {
            throw new TaskRefusedException("The supervisor is " + this + " and takes no more work: '" + task
                    + "'. Submit before the application stops.");
        }
    }
}
