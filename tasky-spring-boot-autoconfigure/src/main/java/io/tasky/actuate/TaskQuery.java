package io.tasky.actuate;

import io.tasky.supervisor.TaskSupervisor;
import io.tasky.supervisor.UnknownNameException;
import io.tasky.task.RunFilter;
import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskFilter;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskState;
import java.util.EnumSet;
import java.util.List;
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
                RequestFields.constant("kind", kind, TaskKind.class),
                RequestFields.constant("state", state, TaskState.class),
                orNull(pool),
                orNull(name));
    }

    /**
     * Which runs.
     *
     * @param task the whole name of a task, or null
     * @param status {@link RunStatus statuses}, in any case, with commas between them, or null for those that wait or run
     * @param pool the whole name of a pool, or null
     * @param stuck true for those only whose code goes on after their outcome, or null
     */
    static RunFilter runs(
            @Nullable String task, @Nullable String status, @Nullable String pool, @Nullable String stuck) {
        Set<RunStatus> statuses = EnumSet.noneOf(RunStatus.class);
        for (String part : RequestFields.parts(status)) {
            RunStatus one = RequestFields.constant("status", part, RunStatus.class);
            if (one != null) {
                statuses.add(one);
            }
        }
        return new RunFilter(orNull(task), orNull(pool), statuses, RequestFields.truth("stuck", stuck));
    }

    /** Refuses the name of a pool that there is not: nothing found would read as nothing to find. */
    static void checkPool(@Nullable String pool, TaskSupervisor supervisor) {
        if (pool == null) {
            return;
        }
        List<String> known = supervisor.pools().stream()
                .map(one -> one.config().name())
                .sorted()
                .toList();
        if (!known.contains(pool)) {
            throw RequestFields.because("Unknown pool '" + pool + "'. Possible is: " + String.join(", ", known) + ".");
        }
    }

    /** Refuses the name of a task that there is not, where no work that was submitted in code bears it either. */
    static void checkTask(@Nullable String task, TaskSupervisor supervisor) {
        if (task == null || task.equals(RunOptions.DYNAMIC)) {
            return;
        }
        try {
            supervisor.task(task);
        } catch (UnknownNameException unknown) {
            throw RequestFields.because(
                    "Unknown task '" + task
                            + "'. Send the whole name of a task, or of work that was submitted in code.",
                    unknown);
        }
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
