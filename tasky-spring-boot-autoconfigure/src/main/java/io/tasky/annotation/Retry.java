package io.tasky.annotation;

import io.tasky.task.TaskRun;
import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Whether and when a failed attempt is repeated; part of each of the four task annotations. The words and their meaning
 * are those of Spring Framework's {@code @Retryable}. Nothing is retried unless {@link #maxRetries} says so.
 *
 * <p>All attempts belong to one {@link TaskRun}, which fails with the exception of the last one. While a run waits for its
 * next attempt it takes no slot and no thread. Every string may hold {@code ${placeholders}}, and can be overridden as
 * {@code tasky.tasks.<name>.retry.*}. Durations carry a unit; a bare number stops the start-up.
 */
@Target({})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Retry {

    /**
     * How many attempts may follow the first one.
     *
     * @return a number of 0 or more, or a placeholder; nothing is retried if empty
     */
    String maxRetries() default "";

    /**
     * The pause before the first retry, and what {@link #multiplier} starts from.
     *
     * @return a duration, zero or more; {@code 1s} if empty
     */
    String delay() default "";

    /**
     * What each pause is multiplied by to give the next one.
     *
     * @return a number of 1 or more, or a placeholder; 1 if empty, which keeps the pauses the same
     */
    String multiplier() default "";

    /**
     * The longest pause, whatever {@link #multiplier} and {@link #jitter} make of it.
     *
     * @return a duration of more than zero; no limit if empty
     */
    String maxDelay() default "";

    /**
     * How much a pause may be longer or shorter, by chance; never shorter than {@link #delay}. It grows with the
     * multiplier.
     *
     * @return a duration, zero or more; none if empty
     */
    String jitter() default "";

    /**
     * The exceptions that are retried, with their subclasses; also as the cause of another one. A time-out, which is a
     * {@link io.tasky.task.TaskTimeoutException}, is retried only if it is among them.
     *
     * @return types of exceptions; all but the time-out if empty
     */
    Class<? extends Throwable>[] includes() default {};

    /**
     * The exceptions that are not retried, with their subclasses; also as the cause of another one.
     *
     * @return types of exceptions; none if empty
     */
    Class<? extends Throwable>[] excludes() default {};
}
