package io.tasky.supervisor;

import io.tasky.task.RunOptions;
import io.tasky.task.TaskRun;
import org.jspecify.annotations.Nullable;

/**
 * Steps that follow one another: each is a run of its own, gets the result of the one before, and takes a slot only while it
 * runs. Immutable; may be submitted more than once.
 *
 * @param <T> the type of the last step's result
 */
public interface TaskChain<T extends @Nullable Object> {

    /**
     * What one step does.
     *
     * @param <T> what it gets
     * @param <R> what it gives
     */
    @FunctionalInterface
    interface Step<T extends @Nullable Object, R extends @Nullable Object> {

        /**
         * Runs the step.
         *
         * @param value the result of the step before
         * @return what the next step gets
         * @throws Exception if it fails, which ends the chain
         */
        R run(T value) throws Exception;
    }

    /**
     * This chain and one more step, which runs as the whole chain is told to.
     *
     * @param <R> the type of its result
     * @param step the step
     * @return a new chain
     */
    <R extends @Nullable Object> TaskChain<R> then(Step<? super T, ? extends R> step);

    /**
     * This chain and one more step with options of its own.
     *
     * @param <R> the type of its result
     * @param step the step
     * @param options where and how this step runs
     * @return a new chain
     */
    <R extends @Nullable Object> TaskChain<R> then(Step<? super T, ? extends R> step, RunOptions options);

    /**
     * Submits the first step. Each other one is submitted when the one before has succeeded, and is then not refused for a
     * full line.
     *
     * <p>The run that is returned stands for the whole chain: it has the id and the times of the first step's run, the
     * result of the last, and runs in between. A step that fails, or is cancelled, ends it in the same way, and those that
     * follow never run. To stop or cancel it is to stop or cancel the step that runs now; a step that then returns normally
     * ends the chain as cancelled, unless it was the last.
     *
     * @param options where and how the steps run that have no options of their own
     * @return a run for the whole
     * @throws java.util.concurrent.RejectedExecutionException if the pool is full for the first step, or the supervisor
     *     takes no work
     * @throws UnknownNameException if there is no pool of a name that a step's options give
     */
    TaskRun<T> submit(RunOptions options);
}
