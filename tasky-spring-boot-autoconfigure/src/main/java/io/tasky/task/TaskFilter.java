package io.tasky.task;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks somebody asks for: what is null asks for nothing. Immutable.
 *
 * @param kind their kind, or null
 * @param state their state, or null
 * @param pool the whole name of their pool, or null
 * @param name a part of their name, in any case, or null
 */
public record TaskFilter(
        @Nullable TaskKind kind,
        @Nullable TaskState state,
        @Nullable String pool,
        @Nullable String name) {

    /** Asks for all tasks. */
    public static final TaskFilter ALL = new TaskFilter(null, null, null, null);

    /** Keeps the part of the name in lower case. */
    public TaskFilter {
        name = name == null ? null : lowerCase(name);
    }

    /**
     * Whether a task is asked for.
     *
     * @param ofKind its kind
     * @param inState its state
     * @param ofPool the name of its pool
     * @param named its name
     * @return true if it is all that was asked for
     */
    public boolean matches(TaskKind ofKind, TaskState inState, String ofPool, String named) {
        return (kind == null || kind == ofKind)
                && (state == null || state == inState)
                && (pool == null || pool.equals(ofPool))
                && (name == null || lowerCase(named).contains(name));
    }

    private static String lowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
