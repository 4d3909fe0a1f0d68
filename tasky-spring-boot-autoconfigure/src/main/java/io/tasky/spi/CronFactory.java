package io.tasky.spi;

import io.tasky.task.Schedule;
import java.time.ZoneId;

/** Reads cron expressions. Implementations are thread-safe. */
@FunctionalInterface
public interface CronFactory {

    /**
     * Reads an expression.
     *
     * @param expression the expression
     * @param zone the time zone it is meant in
     * @return its schedule, which is asked under the lock of a task
     * @throws io.tasky.task.TaskConfigurationException if it is none
     */
    Schedule create(String expression, ZoneId zone);
}
