package io.tasky.supervisor;

import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskSnapshot;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks what is asked of the schedules of tasks from outside. Without state, so thread-safe. */
final class ScheduleRequests {

    private static final int MOST_NEXT_RUNS = 1000;

    private ScheduleRequests() {}

    /**
     * Checks what is said to change a schedule.
     *
     * @throws TaskConfigurationException if it says nothing of that, or more
     */
    static void checkChange(String task, TaskAttributes change) {
        String others = change.said().stream()
                .filter(attribute -> !attribute.isSchedule())
                .map(TaskAttribute::name)
                .collect(Collectors.joining(" and "));
        if (!others.isEmpty() || change.said().isEmpty()) {
            throw new TaskConfigurationException(
                    "The new schedule of task '" + task + "' says " + (others.isEmpty() ? "nothing" : others)
                            + ", and must say when it is due.",
                    "Say fixedRate, fixedDelay, cron, zone, initialDelay or jitter, and nothing else.");
        }
    }

    /** Whether a change says what holds already. With an initial delay it begins anew in any case. */
    static boolean isRepetition(TaskAttributes change, TaskAttributes before, TaskAttributes after) {
        return !change.said().contains(TaskAttribute.INITIAL_DELAY)
                && Stream.concat(before.said().stream(), after.said().stream())
                        .filter(attribute -> attribute != TaskAttribute.INITIAL_DELAY)
                        .allMatch(attribute -> Objects.equals(before.get(attribute), after.get(attribute)));
    }

    static IllegalStateException noneToChange(TaskSnapshot task) {
        return new IllegalStateException("Task '" + task.name() + "' is of kind " + task.kind()
                + " and has no schedule to change. Only periodic tasks can be rescheduled.");
    }

    static int checkedCount(int nextRuns) {
        if (nextRuns < 0 || nextRuns > MOST_NEXT_RUNS) {
            throw new IllegalArgumentException(
                    "The number of next runs must be 0 to " + MOST_NEXT_RUNS + ", was " + nextRuns + ".");
        }
        return nextRuns;
    }
}
