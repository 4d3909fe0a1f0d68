package io.tasky.task;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Where a task stands. This is the one place that holds the legal moves; a supervisor that does not run comes on top.
 * Immutable.
 */
public enum TaskState {

    /** Starts runs as its kind says. */
    ENABLED,

    /** Starts no run until it is resumed; what became due meanwhile is counted. */
    PAUSED,

    /** Starts no run and takes no call until it is enabled. */
    DISABLED,

    /** Came to its own end: a periodic method returned false, a queue was closed and is empty. */
    ENDED;

    private static final Map<TaskState, Set<TaskState>> MOVES = new EnumMap<>(TaskState.class);

    static {
        MOVES.put(ENABLED, EnumSet.of(PAUSED, DISABLED, ENDED));
        MOVES.put(PAUSED, EnumSet.of(ENABLED, DISABLED, ENDED));
        MOVES.put(DISABLED, EnumSet.of(ENABLED));
        MOVES.put(ENDED, EnumSet.of(ENABLED, DISABLED));
    }

    /**
     * Whether a task may go from this state to the next.
     *
     * @param next the state to go to
     * @return whether that move is legal
     */
    public boolean canMoveTo(TaskState next) {
        return MOVES.getOrDefault(this, Set.of()).contains(next);
    }
}
