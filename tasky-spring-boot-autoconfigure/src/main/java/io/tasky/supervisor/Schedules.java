package io.tasky.supervisor;

import io.tasky.spi.CronFactory;
import io.tasky.spi.TickDelays;
import io.tasky.task.Schedule;
import io.tasky.task.ScheduleRules;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TimeSource;
import java.time.Duration;
import java.time.ZoneId;
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

    /**
     * The first tick of a schedule, which is not set yet.
     *
     * @throws TaskConfigurationException if the schedule cannot work
     */
    NextTick tick(TaskDefinition definition, TaskAttributes attributes, TimeSource time) {
        ScheduleRules.check(definition.name(), definition.origin(), attributes);
        return new NextTick(schedule(attributes), attributes, time, delays);
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
