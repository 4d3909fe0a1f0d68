package io.tasky.supervisor;

import io.tasky.task.TaskRun;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
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
 * The results of runs in the order of their inputs. A window of places moves over the inputs: each place has its input, its
 * run once it may start, and at last its result. Inputs are read and results taken by one thread at a time; runs that end
 * start others on their own threads; any thread may close it.
 *
 * @param <I> the type of the inputs
 * @param <T> the type of the results
 */
final class OrderedResults<I extends @Nullable Object, T extends @Nullable Object> implements Spliterator<T> {

    /** More than one, so that a slow run does not keep those that follow from starting. */
    private static final int PLACES_PER_RUN = 2;

    private final Iterator<? extends I> inputs;

    private final Runnable closeInputs;

    private final int parallelism;

    private final Function<I, TaskRun<T>> submitter;

    private final Object lock = new Object();

    /** From the one whose result is due next. Guarded by the lock, as all that follows. */
    private final Deque<ResultPlace<I, T>> places = new ArrayDeque<>();

    private final Deque<ResultPlace<I, T>> notStarted = new ArrayDeque<>();

    private int going;

    private boolean closed;

    /** Whether the last result was taken. */
    private boolean ended;

    /** Used by the consumer's thread only. */
    private boolean exhausted;

    /** Used by the consumer's thread only. */
    private @Nullable Throwable inputFailure;

    private OrderedResults(Stream<? extends I> inputs, int parallelism, Function<I, TaskRun<T>> submitter) {
        this.inputs = inputs.iterator();
        this.closeInputs = inputs::close;
        this.parallelism = parallelism;
        this.submitter = submitter;
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
        ResultPlace<I, T> head;
        synchronized (lock) {
            head = places.peek();
            if (closed && !ended) {
                // Nobody may take what came so far for all there is.
                throw new CancellationException("The results were closed before all of them were taken");
            }
        }
        if (head == null) {
            end();
            return false;
        }
        T result = resultOf(head);
        synchronized (lock) {
            places.poll();
        }
        action.accept(result);
        return true;
    }

    private void readAhead() {
        while (hasRoom()) {
            ResultPlace<I, T> place = read();
            if (place != null && add(place)) {
                startNext();
            }
        }
    }

    private boolean hasRoom() {
        synchronized (lock) {
            return !exhausted && !closed && places.size() < (long) parallelism * PLACES_PER_RUN;
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

    private boolean add(ResultPlace<I, T> place) {
        synchronized (lock) {
            return !closed && places.add(place) && notStarted.add(place);
        }
    }

    private void startNext() {
        ResultPlace<I, T> next;
        synchronized (lock) {
            next = closed || going == parallelism ? null : notStarted.poll();
            if (next == null) {
                return;
            }
            going++;
        }
        start(next);
    }

    private void start(ResultPlace<I, T> place) {
        try {
            place.submitted(submitter.apply(place.input()), this::runEnded);
        } catch (Throwable ex) {
            place.refused(ex);
            runEnded();
        }
    }

    private void runEnded() {
        synchronized (lock) {
            going--;
        }
        startNext();
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
        for (ResultPlace<I, T> place : takeAll()) {
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
        synchronized (lock) {
            ended = true;
        }
        close();
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }

    private void close() {
        takeAll().forEach(ResultPlace::cancel);
        closeInputs.run();
    }

    private List<ResultPlace<I, T>> takeAll() {
        synchronized (lock) {
            closed = true;
            List<ResultPlace<I, T>> all = List.copyOf(places);
            places.clear();
            notStarted.clear();
            return all;
        }
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
