package io.tasky.spi;

import io.tasky.spi.TaskListener.TaskFacts;
import io.tasky.task.TaskContext;
import org.jspecify.annotations.Nullable;

/**
 * Wraps every attempt of every run. Beans of this type are called in their order, the first one outermost, on the thread
 * that executes the attempt, with the run's context bound to it; from many threads at once, so that implementations are
 * thread-safe. The time they take is the attempt's, and so is an exception that one throws: it is retried or fails the
 * run as if the method had thrown it.
 *
 * <p>Interceptors are looked up once, when the first attempt starts. If that fails, so do attempts: what an interceptor
 * does around them may be what makes them legal.
 */
@FunctionalInterface
public interface TaskInterceptor {

    /**
     * Does something before, after or instead of an attempt.
     *
     * @param context the run, as its own code sees it
     * @param facts what is known of its task
     * @param attempt the rest of the attempt: the interceptors that follow, and then the task's code
     * @return the attempt's result: as a rule what {@link Attempt#proceed()} answered. Where that is a
     *     {@link java.util.concurrent.CompletionStage}, the attempt may go on until it is complete
     * @throws Throwable whatever the attempt is to fail with
     */
    @Nullable
    Object intercept(TaskContext context, TaskFacts facts, Attempt attempt) throws Throwable;

    /** The rest of an attempt. Used on its own thread only. */
    @FunctionalInterface
    interface Attempt {

        /**
         * Goes on with the attempt. An interceptor that does not call this replaces the task's code; one that calls it
         * again repeats that.
         *
         * @return the result, or null
         * @throws Throwable whatever the code throws
         */
        @Nullable
        Object proceed() throws Throwable;
    }
}
