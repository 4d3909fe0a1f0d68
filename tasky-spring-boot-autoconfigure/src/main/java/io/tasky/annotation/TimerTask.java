package io.tasky.annotation;

import io.tasky.task.TaskContext;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskTimer;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.aot.hint.annotation.Reflective;

/**
 * Runs a bean method once, a delay after its timer was armed. {@link TaskTimer#reset()} before that starts the delay
 * anew; after it, arms the timer again. Inject the timer with {@code @Qualifier("name") TaskTimer<Void>}.
 *
 * <p>The method takes nothing or a {@link TaskContext}. Every string may hold {@code ${placeholders}}. Durations carry a
 * unit; a bare number stops the start-up.
 *
 * <p>Mind the import: the JDK has a class {@code java.util.TimerTask} of the same simple name.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective
public @interface TimerTask {

    /**
     * The task's name, and the name of its timer.
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
     * How long after it was armed it fires.
     *
     * @return a duration, zero or more; required here or in the configuration
     */
    String delay() default "";

    /**
     * Whether the timer is armed when the application is ready.
     *
     * @return true, or false to wait for the first reset
     */
    boolean autoStart() default true;
}
