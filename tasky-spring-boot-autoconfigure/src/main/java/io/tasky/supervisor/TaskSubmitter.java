package io.tasky.supervisor;

import io.tasky.task.RunOptions;
import io.tasky.task.TaskRun;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes work in code: one run, many at once, one for each of many inputs, or steps that follow one another. Thread-safe.
 *
 * <p>Whatever takes {@link RunOptions} throws {@link java.util.concurrent.RejectedExecutionException} if the pool is full or
 * the supervisor takes no work, and {@link UnknownNameException} if there is no such pool.
 */
public interface TaskSubmitter {

    /**
     * Submits work.
     *
     * @param <T> the type of its result
     * @param work the work
     * @param options where and how it runs
     * @return its run
     */
    <T extends @Nullable Object> TaskRun<T> submit(Callable<T> work, RunOptions options);

    /**
     * Submits work without a result.
     *
     * @param work the work
     * @param options where and how it runs
     * @return its run
     */
    default TaskRun<@Nullable Void> submit(Runnable work, RunOptions options) {
        return submit(
                () -> {
                    work.run();
                    return null;
                },
                options);
    }

    /**
     * Submits all of several pieces of work, or none: if one of them is refused, those before it are cancelled, and
     * interrupted if they run already. Does not wait for any of them.
     *
     * @param <T> the type of their results
     * @param work the pieces of work
     * @param options where and how each of them runs
     * @return their runs, in the same order
     * @throws SubmitAllRejectedException if one of them is refused; it knows the runs that were cancelled for that
     */
    <T extends @Nullable Object> List<TaskRun<T>> submitAll(Collection<? extends Callable<T>> work, RunOptions options);

    /**
     * Waits until all of several runs have ended, each in its own way: whether they succeeded is theirs to say. Inside a
     * run this waits as {@link TaskRun#get(long, java.util.concurrent.TimeUnit)} does.
     *
     * @param runs the runs
     * @param timeout how long at most for all of them together, by the supervisor's clock
     * @return false if one of them has not ended by then; all go on
     * @throws InterruptedException if the thread was interrupted
     */
    boolean awaitAll(Collection<? extends TaskRun<?>> runs, Duration timeout) throws InterruptedException;

    /**
     * Applies a function to each of many inputs, in a run of its own, and gives the results in the order of the inputs.
     *
     * <p>Nothing happens until the results are consumed, and then no more than needed: at most {@code parallelism} runs wait
     * or run, and at most twice as many inputs are read beyond the result that was taken last, so that an endless input
     * needs little memory, and who takes no results stops the rest. Inputs are read on the consumer's thread. The stream of
     * results is sequential, and is to be closed: that cancels the runs that go on and closes the inputs.
     *
     * <p>A run that failed throws a {@link java.util.concurrent.CompletionException} with its exception where its result
     * would be, and one that was cancelled a {@link java.util.concurrent.CancellationException}; both close the rest, as
     * does the end of the inputs. Inputs that fail to be read throw what they threw, after the results of those before.
     *
     * @param <I> the type of the inputs
     * @param <T> the type of the results
     * @param inputs the inputs
     * @param parallelism how many runs at a time, at least 1
     * @param function what to apply; from several threads at once
     * @param options where and how each run goes
     * @return the results, to be consumed once and closed
     */
    <I extends @Nullable Object, T extends @Nullable Object> Stream<T> map(
            Stream<? extends I> inputs, int parallelism, Function<? super I, ? extends T> function, RunOptions options);

    /**
     * As {@link #map(Stream, int, Function, RunOptions)}, for what can be iterated over; {@code () -> iterator} makes one of
     * an iterator.
     *
     * @param <I> the type of the inputs
     * @param <T> the type of the results
     * @param inputs the inputs
     * @param parallelism how many runs at a time, at least 1
     * @param function what to apply; from several threads at once
     * @param options where and how each run goes
     * @return the results, to be consumed once and closed
     */
    default <I extends @Nullable Object, T extends @Nullable Object> Stream<T> map(
            Iterable<? extends I> inputs,
            int parallelism,
            Function<? super I, ? extends T> function,
            RunOptions options) {
        return map(StreamSupport.stream(inputs.spliterator(), false), parallelism, function, options);
    }

    /**
     * Begins a chain of steps, each of which gets the result of the one before.
     *
     * @param <T> the type of the first step's result
     * @param first the first step
     * @return a chain of one step
     */
    <T extends @Nullable Object> TaskChain<T> chain(Callable<T> first);

    /**
     * An executor whose work is submitted as any other: its runs are listed, told to listeners, and have the context of
     * whoever submitted them; one that fails is logged. It ends with the supervisor.
     *
     * @param options where and how its work runs
     * @return an executor, which throws {@link java.util.concurrent.RejectedExecutionException} as {@link #submit} does
     */
    default Executor asExecutor(RunOptions options) {
        return new SubmittingExecutor(this, options);
    }
}
