package io.tasky.annotation;

import io.tasky.task.ErrorPolicy;
import io.tasky.task.OverlapPolicy;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskPriority;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.aot.hint.annotation.Reflective;

/**
 * Runs a bean method again and again: at a fixed rate, after a fixed delay, or as a cron expression says. Exactly one
 * of {@link #fixedRate}, {@link #fixedDelay} and {@link #cron} is given, here or in {@code tasky.tasks.<name>.*}.
 *
 * <p>The method takes nothing or a {@link TaskContext}. A method that returns {@code boolean} ends its task by returning
 * {@code false}. Every string may hold {@code ${placeholders}}. Durations carry a unit: {@code 500ms}, {@code 10s},
 * {@code PT1M}; a bare number stops the start-up. All runs of all tasks share pools, so a method may be called on any of
 * their threads; two runs of one periodic task never overlap unless {@link #overlap} says so.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective
public @interface PeriodicTask {

    /**
     * The task's name.
     *
     * @return letters, digits, {@code . _ $ -}; {@code beanName.methodName} if empty
     */
    String name() default "";

    /**
     * The pool that runs it.
     *
     * @return the name of a pool under {@code tasky.pools}; {@code default} if empty
     */
    String pool() default "";

    /**
     * The priority of its runs.
     *
     * @return the priority
     */
    TaskPriority priority() default TaskPriority.NORMAL;

    /**
     * Whether it starts runs. A task that is not enabled is listed, and can be enabled later.
     *
     * @return {@code true}, {@code false} or a placeholder; true if empty
     */
    String enabled() default "";

    /**
     * How long one attempt may take; what it waited before is not counted.
     *
     * @return a duration of more than zero; no limit if empty
     */
    String timeout() default "";

    /**
     * Whether and when a failed attempt is repeated.
     *
     * @return never unless its {@code maxRetries} says so
     */
    Retry retry() default @Retry;

    /**
     * How many of its runs may go on at the same time; others wait for them.
     *
     * @return a number of 1 or more, or a placeholder; as many as its pool has slots for if empty
     */
    String maxConcurrent() default "";

    /**
     * How often its runs may start, retries included: {@code 100/1s} allows 100 starts in any span of one second. Whoever is
     * too early waits.
     *
     * @return a number and a duration; as often as they can if empty
     */
    String rateLimit() default "";

    /**
     * Whether its failure makes the application's health DOWN, until it succeeds again.
     *
     * @return false unless said otherwise
     */
    boolean health() default false;

    /**
     * Start to start, on a fixed grid without drift.
     *
     * @return a duration of {@code 1ms} or more
     */
    String fixedRate() default "";

    /**
     * The end of a run to the start of the next.
     *
     * @return a duration; {@code 0s} runs without pause
     */
    String fixedDelay() default "";

    /**
     * A cron expression as Spring reads it: second, minute, hour, day of month, month, day of week.
     *
     * @return the expression
     */
    String cron() default "";

    /**
     * The time zone of {@link #cron}.
     *
     * @return a zone id such as {@code Europe/Berlin}; the system's zone if empty
     */
    String zone() default "";

    /**
     * How long to wait before the first tick of a fixed rate or delay.
     *
     * @return a duration; none if empty
     */
    String initialDelay() default "";

    /**
     * How much later than its moment a tick may start, by chance: so that many tasks do not start at once. The moments
     * themselves stay on their grid. A tick of a cron expression never starts as late as the next one is due.
     *
     * @return a duration, shorter than a {@link #fixedRate}; none if empty
     */
    String jitter() default "";

    /**
     * What a tick does that comes while the run of an earlier one is going on, be it that it waits for its retry. Not for
     * {@link #fixedDelay}, whose runs follow one another.
     *
     * @return the policy
     */
    OverlapPolicy overlap() default OverlapPolicy.SKIP;

    /**
     * Whether ticks are made up for that were missed because nobody looked: the machine slept, the supervisor was quiet or
     * stopped, the task was paused or backed off. Each of them then gets a run with its own
     * {@link TaskContext#scheduledTime()}, the oldest first, one after the other unless {@link #overlap} lets them overlap;
     * ticks that come meanwhile join them at the end. Otherwise they are skipped and counted. Not for
     * {@link #fixedDelay}.
     *
     * @return true to make up for them
     */
    boolean catchUp() default false;

    /**
     * What follows a run that failed.
     *
     * @return the policy
     */
    ErrorPolicy onError() default ErrorPolicy.CONTINUE;
}
