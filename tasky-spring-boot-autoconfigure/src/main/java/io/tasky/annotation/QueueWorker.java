package io.tasky.annotation;

import io.tasky.task.OverflowPolicy;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskPriority;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.aot.hint.annotation.Reflective;

/**
 * Calls a bean method for each item of a queue. Inject the queue with {@code @Qualifier("name") TaskQueue<Item>}, also
 * into beans that are created before this one.
 *
 * <p>The method takes the item and, if it likes, a {@link TaskContext}. Up to {@link #workers} items are handled at the
 * same time; an idle worker holds no slot of its pool, and between two items it gives way to work that waits. A failing
 * item is logged and counted. Every string may hold {@code ${placeholders}}.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective
public @interface QueueWorker {

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
     * Whether it handles items. A worker that is not enabled is listed, its queue takes items, and it can be enabled
     * later.
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
     * How many of its runs may go on at the same time, whatever the number of workers.
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
     * The queue's name.
     *
     * @return letters, digits, {@code . _ $ -}; the task's name if empty
     */
    String queue() default "";

    /**
     * How many items are handled at the same time.
     *
     * @return a number of 1 or more, or a placeholder; 1 if empty
     */
    String workers() default "";

    /**
     * How many items the queue holds.
     *
     * @return a number of 1 or more, -1 for any number, or a placeholder; 1000 if empty
     */
    String capacity() default "";

    /**
     * What a full queue does with one more item.
     *
     * @return the policy
     */
    OverflowPolicy overflow() default OverflowPolicy.BLOCK;
}
