package io.tasky.actuate;

import io.tasky.task.Page;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskSnapshot;
import io.tasky.task.TaskState;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

/**
 * Which tasks a request wants: empty values ask for nothing. Immutable; checks itself.
 *
 * @param kind a {@link TaskKind}, in any case, or null
 * @param state a {@link TaskState}, in any case, or null
 * @param pool the whole name of a pool, or null
 * @param name a part of the task's name, in any case, or null
 * @param offset how many tasks to leave out, or null for none
 * @param limit how many tasks to return at most, or null for the default
 */
record TaskQuery(
        @Nullable String kind,
        @Nullable String state,
        @Nullable String pool,
        @Nullable String name,
        @Nullable Integer offset,
        @Nullable Integer limit) {

    static final int DEFAULT_LIMIT = 100;

    static final int MAX_LIMIT = 1000;

    TaskQuery {
        checkOneOf("kind", kind, TaskKind.values());
        checkOneOf("state", state, TaskState.values());
        check(offset == null || offset >= 0, "offset must be 0 or more, was " + offset + ".");
        check(
                limit == null || (limit >= 1 && limit <= MAX_LIMIT),
                "limit must be 1 to " + MAX_LIMIT + ", was " + limit + ".");
    }

    Page<TaskSnapshot> page(List<TaskSnapshot> all) {
        List<TaskSnapshot> matching = all.stream().filter(this::matches).toList();
        return Page.of(matching, offset == null ? 0 : offset, effectiveLimit());
    }

    int effectiveLimit() {
        return limit == null ? DEFAULT_LIMIT : limit;
    }

    private boolean matches(TaskSnapshot task) {
        return (isEmpty(kind) || task.kind().name().equalsIgnoreCase(kind))
                && (isEmpty(state) || task.state().name().equalsIgnoreCase(state))
                && (isEmpty(pool) || task.pool().equals(pool))
                && (name == null || lowerCase(task.name()).contains(lowerCase(name)));
    }

    private static void checkOneOf(String parameter, @Nullable String value, Enum<?>[] possible) {
        check(
                isEmpty(value)
                        || Arrays.stream(possible).anyMatch(one -> one.name().equalsIgnoreCase(value)),
                "Unknown " + parameter + " '" + value + "'. Possible is: "
                        + String.join(
                                ", ", Arrays.stream(possible).map(Enum::name).toList()) + ".");
    }

    private static void check(boolean legal, String problem) {
        if (!legal) {
            throw new InvalidEndpointRequestException(problem, problem);
        }
    }

    private static boolean isEmpty(@Nullable String value) {
        return value == null || value.isEmpty();
    }

    private static String lowerCase(String value) {
        return value.toLowerCase(Locale.ROOT);
    }
}
