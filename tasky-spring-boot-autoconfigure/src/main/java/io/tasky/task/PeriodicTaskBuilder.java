package io.tasky.task;

import java.time.Duration;
import java.time.ZoneId;

/** Defines a periodic task, with exactly one of a rate, a delay and a cron expression. For use by one thread. */
public final class PeriodicTaskBuilder extends CodeTaskBuilder<PeriodicTaskBuilder> {

    PeriodicTaskBuilder(String name) {
        super(name, TaskKind.PERIODIC);
    }

    @Override
    PeriodicTaskBuilder self() {
        return this;
    }

    /**
     * Start to start, on a fixed grid.
     *
     * @param rate the distance of two ticks, more than zero
     * @return this builder
     */
    public PeriodicTaskBuilder fixedRate(Duration rate) {
        return with(TaskAttribute.FIXED_RATE, rate);
    }

    /**
     * The end of a run to the start of the next.
     *
     * @param delay the pause, zero or more
     * @return this builder
     */
    public PeriodicTaskBuilder fixedDelay(Duration delay) {
        return with(TaskAttribute.FIXED_DELAY, delay);
    }

    /**
     * A cron expression as Spring reads it, in the system's time zone.
     *
     * @param expression second, minute, hour, day of month, month, day of week
     * @return this builder
     */
    public PeriodicTaskBuilder cron(String expression) {
        return with(TaskAttribute.CRON, expression);
    }

    /**
     * A cron expression as Spring reads it.
     *
     * @param expression second, minute, hour, day of month, month, day of week
     * @param zone its time zone
     * @return this builder
     */
    public PeriodicTaskBuilder cron(String expression, ZoneId zone) {
        return cron(expression).with(TaskAttribute.ZONE, zone);
    }

    /**
     * How long to wait before the first tick of a rate or delay; not at all unless said.
     *
     * @param delay zero or more
     * @return this builder
     */
    public PeriodicTaskBuilder initialDelay(Duration delay) {
        return with(TaskAttribute.INITIAL_DELAY, delay);
    }

    /**
     * How much later than its moment a tick may start, by chance; the moments themselves stay. None unless said.
     *
     * @param jitter zero or more, and shorter than a fixed rate
     * @return this builder
     */
    public PeriodicTaskBuilder jitter(Duration jitter) {
        return with(TaskAttribute.JITTER, jitter);
    }

    /**
     * What a tick does that comes while the run of an earlier one is going on; {@link OverlapPolicy#SKIP} unless said.
     *
     * @param policy the policy
     * @return this builder
     */
    public PeriodicTaskBuilder overlap(OverlapPolicy policy) {
        return with(TaskAttribute.OVERLAP, policy);
    }

    /**
     * Whether ticks are made up for that were missed because nobody looked; they are not unless said.
     *
     * @param catchUp true to make up for them
     * @return this builder
     */
    public PeriodicTaskBuilder catchUp(boolean catchUp) {
        return with(TaskAttribute.CATCH_UP, catchUp);
    }

    /**
     * What follows a run that failed; {@link ErrorPolicy#CONTINUE} unless said.
     *
     * @param policy the policy
     * @return this builder
     */
    public PeriodicTaskBuilder onError(ErrorPolicy policy) {
        return with(TaskAttribute.ON_ERROR, policy);
    }
}
