package io.tasky.task;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which runs somebody asks for: what is null asks for nothing. Immutable.
 *
 * @param task the whole name of their task, or null
 * @param pool the whole name of their pool, or null
 * @param statuses where they may stand; empty for those that wait or run
 * @param stuck whether to leave out all but those whose code goes on although they have their outcome
 */
public record RunFilter(@Nullable String task, @Nullable String pool, Set<RunStatus> statuses, boolean stuck) {

    /** Asks for all that wait or run. */
    public static final RunFilter LIVE = new RunFilter(null, null, Set.of(), false);

    /** Copies the statuses. */
    public RunFilter {
        statuses = Set.copyOf(statuses);
    }

    /**
     * Asks for runs whether they are stuck or not.
     *
     * @param task the whole name of their task, or null
     * @param pool the whole name of their pool, or null
     * @param statuses where they may stand; empty for those that wait or run
     */
    public RunFilter(@Nullable String task, @Nullable String pool, Set<RunStatus> statuses) {
        this(task, pool, statuses, false);
    }

    /**
     * Those of one task that wait or run.
     *
     * @param task its name
     * @return the filter
     */
    public static RunFilter liveOf(String task) {
        return new RunFilter(task, null, Set.of(), false);
    }

    /**
     * Whether runs whose code has ended can be among those that are asked for.
     *
     * @return true if an outcome is asked for, and not of those only that are stuck
     */
    public boolean wantsEnded() {
        return !stuck && statuses.stream().anyMatch(RunStatus::isFinal);
    }

    /**
     * Whether a run is asked for.
     *
     * @param ofTask the name of its task
     * @param ofPool the name of its pool
     * @param status where it stands
     * @return true if it is all that was asked for
     */
    public boolean matches(String ofTask, String ofPool, RunStatus status) {
        return (task == null || task.equals(ofTask))
                && (pool == null || pool.equals(ofPool))
                && (statuses.isEmpty() || statuses.contains(status));
    }
}
