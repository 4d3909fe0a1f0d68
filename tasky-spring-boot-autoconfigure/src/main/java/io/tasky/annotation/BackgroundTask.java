package io.tasky.annotation;

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
 * <p>The method returns {@code void}, {@link TaskRun} (it ends with {@code return TaskRun.of(value)}), {@code Future} or
 * {@code CompletableFuture}; cancelling what a call returned cancels its run. It may take a {@link TaskContext} anywhere
 * among its parameters; callers pass null there. A full pool makes the call throw
 * {@link java.util.concurrent.RejectedExecutionException}.
 *
 * <p>The run may start while the caller's transaction goes on: it does not wait for the commit.
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
     * Whether it is submitted once when the application is ready. Such a method takes nothing but a {@link TaskContext}.
     * Those of the highest priority go first, the next when they have ended.
     *
     * @return false unless said otherwise
     */
    boolean onStartup() default false;

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
