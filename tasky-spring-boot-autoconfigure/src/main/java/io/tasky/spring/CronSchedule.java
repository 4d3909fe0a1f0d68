package io.tasky.spring;

import io.tasky.task.Schedule;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.springframework.scheduling.support.CronExpression;

/**
 * Due when a cron expression says so, in a time zone. What Spring's {@link CronExpression} says of the hours that
 * daylight saving leaves out or repeats holds here, too. Immutable.
 */
final class CronSchedule implements Schedule {

    private final CronExpression expression;

    private final ZoneId zone;

    private CronSchedule(CronExpression expression, ZoneId zone) {
        this.expression = expression;
        this.zone = zone;
    }

    /**
     * Reads an expression.
     *
     * @param text the expression, of six fields
     * @param zone the time zone it is meant in
     * @return its schedule
     * @throws TaskConfigurationException if it cannot be read
     */
    static CronSchedule parse(String text, ZoneId zone) {
        try {
            return new CronSchedule(CronExpression.parse(text), zone);
        } catch (IllegalArgumentException ex) {
            throw invalid("'" + text + "'", ex);
        }
    }

    /**
     * Checks an expression.
     *
     * @param text the expression
     * @param where where it stands, for messages
     * @throws TaskConfigurationException if it cannot be read
     */
    static void check(String text, String where) {
        try {
            CronExpression.parse(text);
        } catch (IllegalArgumentException ex) {
            throw invalid(where + " is '" + text + "', which", ex);
        }
    }

    private static TaskConfigurationException invalid(String what, IllegalArgumentException cause) {
        return new TaskConfigurationException(
                what + " is no cron expression: " + cause.getMessage(),
                "Write six fields: second, minute, hour, day of month, month, day of week; for example '0 0 2 * * *'.",
                cause);
    }

    @Override
    public long first(TimeSource time, Duration initialDelay) {
        long now = time.nanoTime();
        return after(time, now, time.toInstant(now).plus(initialDelay));
    }

    @Override
    public long next(TimeSource time, long due) {
        return after(time, time.nanoTime(), tick(time, due));
    }

    @Override
    public long nextAfter(TimeSource time, long due, long passed) {
        Instant tick = tick(time, due);
        Instant moment = time.toInstant(passed);
        return after(time, time.nanoTime(), tick.isAfter(moment) ? tick : moment);
    }

    @Override
    public boolean followsClock() {
        return true;
    }

    /** Ticks are whole seconds: a clock that was set by less must not make one come twice. */
    private static Instant tick(TimeSource time, long due) {
        return time.toInstant(due).plusMillis(500).truncatedTo(ChronoUnit.SECONDS);
    }

    private long after(TimeSource time, long now, Instant moment) {
        ZonedDateTime next = expression.next(moment.atZone(zone));
        if (next == null) {
            return Long.MAX_VALUE;
        }
        return now + Duration.between(time.toInstant(now), next.toInstant()).toNanos();
    }

    @Override
    public String toString() {
        return "cron " + expression + " (" + zone + ")";
    }
}
