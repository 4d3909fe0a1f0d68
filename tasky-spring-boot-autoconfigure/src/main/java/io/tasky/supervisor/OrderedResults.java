package io.tasky.supervisor;

import io.tasky.task.TaskRun;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The results of runs in the order of their inputs, over which a {@link ResultWindow} moves. Inputs are read and results taken
 * by one thread at a time; any thread may close it.
 *
 * @param <I> the type of the inputs
 * @param <T> the type of the results
 */
final class OrderedResults<I extends @Nullable Object, T extends @Nullable Object> implements Spliterator<T> {

    private final Iterator<? extends I> inputs;

    private final Runnable closeInputs;

    private final ResultWindow<I, T> window;

    /** Whether the last result was taken. Used by the consumer's thread only. */
    private boolean ended;

    /** Used by the consumer's thread only. */
    private boolean exhausted;

    /** Used by the consumer's thread only. */
    private @Nullable Throwable inputFailure;

    private OrderedResults(Stream<? extends I> inputs, int parallelism, Function<I, TaskRun<T>> submitter) {
        this.inputs = inputs.iterator();
        this.closeInputs = inputs::close;
        this.window = new ResultWindow<>(parallelism, submitter);
    }

    /** Submits nothing until somebody consumes the stream. */
    static <I extends @Nullable Object, T extends @Nullable Object> Stream<T> stream(
            Stream<? extends I> inputs, int parallelism, Function<I, TaskRun<T>> submitter) {
        if (parallelism < 1) {
            throw new IllegalArgumentException("parallelism must be at least 1, was " + parallelism + ".");
        }
        OrderedResults<I, T> results = new OrderedResults<>(inputs.sequential(), parallelism, submitter);
        return StreamSupport.stream(results, false).onClose(results::close);
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        readAhead();
        ResultPlace<I, T> head = window.first(ended);
        if (head == null) {
            end();
            return false;
        }
        T result = resultOf(head);
        window.removeFirst();
        action.accept(result);
        return true;
    }

    private void readAhead() {
        while (!exhausted && window.hasRoom()) {
            ResultPlace<I, T> place = read();
            if (place != null) {
                window.add(place);
            }
        }
    }

    private @Nullable ResultPlace<I, T> read() {
        try {
            if (inputs.hasNext()) {
                return new ResultPlace<>(inputs.next());
            }
        } catch (RuntimeException | Error ex) {
            // Its turn comes when the results of all inputs before it have been taken.
            inputFailure = ex;
        }
        exhausted = true;
        return null;
    }

    private T resultOf(ResultPlace<I, T> head) {
        try {
            return head.await();
        } catch (CancellationException ex) {
            throw endedBy(ex);
        } catch (ExecutionException ex) {
            throw endedBy(new CompletionException(ex.getCause()));
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw endedBy(new CompletionException("Interrupted while waiting for the next result", ex));
        }
    }

    /** The first failure is told, and those that nobody will ask for any more with it. */
    private RuntimeException endedBy(RuntimeException failure) {
        for (ResultPlace<I, T> place : window.close()) {
            Throwable other = place.failure();
            if (other != null && other != failure.getCause()) {
                failure.addSuppressed(other);
            }
            place.cancel();
        }
        try {
            closeInputs.run();
        } catch (RuntimeException | Error ex) {
            failure.addSuppressed(ex);
        }
        return failure;
    }

    private void end() {
        Throwable failure = inputFailure;
        inputFailure = null;
        ended = true;
        try {
            close();
        } catch (RuntimeException | Error ex) {
            if (failure == null) {
                throw ex;
            }
            failure.addSuppressed(ex);
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }

    private void close() {
        window.close().forEach(ResultPlace::cancel);
        closeInputs.run();
    }

    @Override
    public @Nullable Spliterator<T> trySplit() {
        // The results have one order, and are taken in it.
        return null;
    }

    @Override
    public long estimateSize() {
        return Long.MAX_VALUE;
    }

    @Override
    public int characteristics() {
        return ORDERED;
    }
}
