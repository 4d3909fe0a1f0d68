package io.tasky.actuate;

import io.tasky.task.RunFilter;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskFilter;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskState;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads which tasks and runs a request wants: empty texts ask for nothing. Stateless. */
final class TaskQuery {

    private TaskQuery() {}

    /**
     * Which tasks.
     *
     * @param kind a {@link TaskKind}, in any case, or null
     * @param state a {@link TaskState}, in any case, or null
     * @param pool the whole name of a pool, or null
     * @param name a part of the task's name, in any case, or null
     */
    static TaskFilter tasks(
            @Nullable String kind, @Nullable String state, @Nullable String pool, @Nullable String name) {
        return new TaskFilter(
                BadRequests.constant("kind", kind, TaskKind.class),
                BadRequests.constant("state", state, TaskState.class),
                orNull(pool),
                orNull(name));
    }

    /**
     * Which runs.
     *
     * @param task the whole name of a task, or null
     * @param status {@link RunStatus statuses}, in any case, with commas between them, or null for those that wait or run
     * @param pool the whole name of a pool, or null
     */
    static RunFilter runs(@Nullable String task, @Nullable String status, @Nullable String pool) {
        Set<RunStatus> statuses = EnumSet.noneOf(RunStatus.class);
        for (String part : BadRequests.parts(status)) {
            RunStatus one = BadRequests.constant("status", part, RunStatus.class);
            if (one != null) {
                statuses.add(one);
            }
        }
        return new RunFilter(orNull(task), orNull(pool), statuses);
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
