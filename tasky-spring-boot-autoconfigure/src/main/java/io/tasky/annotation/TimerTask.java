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
 * <p>With {@link #resetOn}, an application event resets it: a debounced event listener, or, with {@code delay = "0s"}, a
 * worker that events trigger. With a {@link TimerKey} parameter there is one timer for each key, injected as
 * {@code TaskTimer<String>} where the keys are strings.
 *
 * <p>Two runs of one timer never overlap: if it fires while its run goes on, one more follows, however often it fired. Runs of
 * different keys may.
 *
 * <p>The method may take a {@link TaskContext}, a {@link TimerKey}, and the latest event of {@link #resetOn}, which is null
 * if the timer was reset by hand alone. Every string may hold {@code ${placeholders}}. Durations carry a unit; a bare number
 * stops the start-up.
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
     * Whether the timer is armed when the application is ready. One that is {@link #leading}, has keys, or whose method takes
     * the event waits for its first reset in any case: at the start there is nothing to lead, no key and no event.
     *
     * @return true, or false to wait for the first reset
     */
    boolean autoStart() default true;

    /**
     * The application events that reset it, those with a payload of that type included. The publisher's thread does no more
     * than the reset.
     *
     * @return the type of the events, or of their payload; {@code void.class} for none
     */
    Class<?> resetOn() default void.class;

    /**
     * Which of the timers an event resets.
     *
     * @return an expression in Spring's language about the event, such as {@code orderId}; needed if there are both
     *     {@link #resetOn} and a {@link TimerKey}
     */
    String key() default "";

    /**
     * Whether it fires at the first reset, and then no more until it was not reset for the length of the delay, or for
     * {@link #maxWait} since the first reset.
     *
     * @return true to fire first; false to fire at the end
     */
    boolean leading() default false;

    /**
     * How long after the first reset it fires at the latest, however often it is reset.
     *
     * @return a duration, not less than the delay; without end if empty
     */
    String maxWait() default "";
}
