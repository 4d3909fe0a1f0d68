package io.tasky.annotation;

import io.tasky.task.SubmitPolicy;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.aot.hint.annotation.Reflective;

/**
 * A call of the method returns at once and runs it in the background.
 *
 * <p>The method returns {@code void}, {@link TaskRun} (it ends with {@code return TaskRun.of(value)}), {@code Future},
 * {@code CompletionStage}, {@code CompletableFuture}, or {@code Mono} and other reactive types of one value; a Kotlin
 * {@code suspend} function returns nothing. Cancelling a run or future that a call returned cancels the run. A reactive
 * value does not: the run is submitted by the call, not by a subscription, and goes on without subscribers.
 *
 * <p>The method may take a {@link TaskContext} anywhere among its parameters; callers pass null there. A full pool makes
 * the call throw {@link java.util.concurrent.RejectedExecutionException}.
 *
 * <p>Inside a transaction the run is held until the commit (see {@link #submit}). Waiting for it on the transaction's own
 * thread throws {@link IllegalStateException} meanwhile, and a rollback cancels it. With a {@code Mono}, {@code block()} on
 * what the call returned throws as well; behind operators nobody can tell, and it hangs. If the pool refuses it at the commit,
 * when the call has long returned, it is REJECTED, which is logged.
 *
 * <p>A call from within the same bean is not intercepted and simply runs: submit such work with
 * {@code supervisor.submit(...)}. Every string may hold {@code ${placeholders}}.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective
public @interface BackgroundTask {

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
     * Whether calls are taken. A task that is not enabled is listed, refuses calls, and can be enabled later.
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
     * Whether it is submitted once when the application is ready. Such a method takes nothing but a {@link TaskContext}.
     * Those of the highest priority go first, the next when they have ended.
     *
     * @return false unless said otherwise
     */
    boolean onStartup() default false;

    /**
     * What makes a call the same as another one: a SpEL expression over the arguments, such as {@code #order.id} or
     * {@code #a0}. While a run with the same value waits or goes on, a call returns that run, and no other one begins;
     * this holds for held runs and for those that wait for a retry, too. The value must not be null and is forgotten with
     * the outcome of the run. A run that was cancelled or timed out has its outcome at once, even if its code goes on.
     *
     * <p>Whoever joins a run that another call has submitted does not decide on it: a rollback cancels the run only in the
     * transaction that submitted it.
     *
     * @return an expression; calls are never the same if empty
     */
    String uniqueKey() default "";

    /**
     * When a call is submitted that is made inside a transaction of its thread: after the commit, so that the run sees
     * what the transaction changed, and never if that is rolled back; or at once. Other calls are submitted at once.
     *
     * @return after the commit unless said otherwise
     */
    SubmitPolicy submit() default SubmitPolicy.AFTER_COMMIT;

    /**
     * Whether it is submitted once when the application's context closes, after all other work has ended, or was given up. A
     * context that merely stops, and may start again, does not count. Such a method takes nothing but a {@link TaskContext}.
     * Those of the highest priority go first, the next when they have ended, in what is left of
     * {@code tasky.shutdown.await}; what they call in the background is refused.
     *
     * @return false unless said otherwise
     */
    boolean onShutdown() default false;
}
