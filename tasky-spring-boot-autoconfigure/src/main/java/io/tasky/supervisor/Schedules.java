package io.tasky.supervisor;

import io.tasky.spi.CronFactory;
import io.tasky.spi.TickDelays;
import io.tasky.task.Schedule;
import io.tasky.task.ScheduleRules;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskSnapshot;
import io.tasky.task.TimeSource;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the schedules of periodic tasks. Thread-safe.
 *
 * @param cronFactory reads cron expressions
 * @param delays keeps ticks from starting at their moments
 * @param span how long the supervisor is to run, or null where nobody has said
 */
record Schedules(
        CronFactory cronFactory,
        TickDelays delays,
        @Nullable Duration span) {

    private static final int MOST_NEXT_RUNS = 1000;

    /**
     * The first tick of a schedule, which is not set yet.
     *
     * @throws TaskConfigurationException if the schedule cannot work
     */
    NextTick tick(TaskDefinition definition, TaskAttributes attributes, TimeSource time) {
        ScheduleRules.check(definition.name(), definition.origin(), attributes);
        return new NextTick(schedule(attributes), attributes, time, delays);
    }

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

    private Schedule schedule(TaskAttributes attributes) {
        Duration rate = attributes.get(TaskAttribute.FIXED_RATE);
        if (rate != null) {
            return Schedule.fixedRate(rate);
        }
        Duration delay = attributes.get(TaskAttribute.FIXED_DELAY);
        if (delay != null) {
            return Schedule.fixedDelay(delay);
        }
        return cronFactory.create(
                attributes.get(TaskAttribute.CRON, ""), attributes.get(TaskAttribute.ZONE, ZoneId.systemDefault()));
    }
}
