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
 * same time; an idle worker holds no slot of its pool, and between two items it gives way to work that waits. An item whose
 * run fails for good is logged, counted, and kept as a dead letter. Every string may hold {@code ${placeholders}}.
 *
 * <p>Several methods may work on one queue, and each item goes to one of them. What they say of the queue ({@link #capacity},
 * {@link #overflow}, {@link #orderBy}, {@link #key}) is the same then.
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
     * How many items are handled at the same time. An item that failed leaves its worker to others while it backs off; its next
     * attempt waits for one of the workers, and goes before new items.
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

    /**
     * How many items the method gets at once at most. It takes a {@code List} of them then, and one run handles them all: they
     * are retried together, and become dead letters together.
     *
     * @return a number of 1 or more, or a placeholder; the method takes one item if empty
     */
    String batchSize() default "";

    /**
     * How long the first item of a batch waits for the others, from the moment it was put. No slot is held meanwhile.
     *
     * @return a duration; 1s if empty. Only with {@link #batchSize}
     */
    String batchTimeout() default "";

    /**
     * The order of the items: the smallest is handled first, and of those that are equal the one that came first.
     *
     * @return the name of a bean of type {@link java.util.Comparator}; the order in which items came if empty
     */
    String orderBy() default "";

    /**
     * What holds items apart: those of an equal key are handled in the order they came, one at a time, whoever handles them. An
     * item that fails holds up the others of its key until it succeeds or is a dead letter.
     *
     * @return a SpEL expression on the item, such as {@code customer.id}, evaluated when the item is put; one that gives null
     *     leaves the item on its own. No keys if empty
     */
    String key() default "";

    /**
     * The queue that gets the items whose runs fail for good. Where that is full or closed, they are kept with the task.
     *
     * @return the name of a queue; if empty, the last 1000 are kept with the task, to be looked at and replayed
     */
    String deadLetter() default "";
}
