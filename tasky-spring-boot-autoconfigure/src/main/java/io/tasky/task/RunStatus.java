package io.tasky.task;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Where a run stands. This is the one place that holds the legal moves. Immutable. */
public enum RunStatus {

    /** Accepted, but not yet offered to its pool: held for the supervisor's start, or for a commit. */
    HELD,

    /** Without a slot yet: in its pool, or before it because its task is paused or limited. */
    WAITING,

    /** Its code runs, or a stage that it returned is not complete yet. */
    RUNNING,

    /** An attempt failed; the next one is due, and no slot is taken meanwhile. */
    RETRYING,

    /** Ended normally. */
    SUCCEEDED,

    /** Ended with an exception. */
    FAILED,

    /** Cancelled or interrupted before it ended by itself. */
    CANCELLED,

    /** Took longer than it was allowed to. */
    TIMED_OUT,

    /** Accepted, then refused: discarded from a full line, or at a commit. */
    REJECTED;

    private static final Map<RunStatus, Set<RunStatus>> MOVES = new EnumMap<>(RunStatus.class);

    static {
        MOVES.put(HELD, EnumSet.of(WAITING, CANCELLED, REJECTED));
        MOVES.put(WAITING, EnumSet.of(RUNNING, CANCELLED, REJECTED));
        MOVES.put(RUNNING, EnumSet.of(RETRYING, SUCCEEDED, FAILED, CANCELLED, TIMED_OUT));
        MOVES.put(RETRYING, EnumSet.of(RUNNING, CANCELLED));
        for (RunStatus status : values()) {
            MOVES.putIfAbsent(status, EnumSet.noneOf(RunStatus.class));
        }
    }

    /**
     * Whether a run may go from this status to the next.
     *
     * @param next the status to go to
     * @return whether that move is legal
     */
    public boolean canMoveTo(RunStatus next) {
        return MOVES.getOrDefault(this, Set.of()).contains(next);
    }

    /**
     * Whether a run stays in this status for ever.
     *
     * @return true for the five outcomes
     */
    public boolean isFinal() {
        return ordinal() >= SUCCEEDED.ordinal();
    }
}
