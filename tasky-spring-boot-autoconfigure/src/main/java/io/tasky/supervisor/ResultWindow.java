package io.tasky.supervisor;

import io.tasky.task.TaskRun;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A window of places that moves over inputs: each place has its input, its run once it may start, and at last its result.
 * Runs that end start others on their own threads. Thread-safe; nothing foreign is called while its lock is held.
 *
 * @param <I> the type of the inputs
 * @param <T> the type of the results
 */
final class ResultWindow<I extends @Nullable Object, T extends @Nullable Object> {

    /** More than one, so that a slow run does not keep those that follow from starting. */
    private static final int PLACES_PER_RUN = 2;

    private final int parallelism;

    private final Function<I, TaskRun<T>> submitter;

    private final Object lock = new Object();

    /** From the one whose result is due next. Guarded by the lock, as all that follows. */
    private final Deque<ResultPlace<I, T>> places = new ArrayDeque<>();

    private final Deque<ResultPlace<I, T>> notStarted = new ArrayDeque<>();

    private int going;

    private boolean closed;

    ResultWindow(int parallelism, Function<I, TaskRun<T>> submitter) {
        this.parallelism = parallelism;
        this.submitter = submitter;
    }

    /** Whether another input may be read. */
    boolean hasRoom() {
        synchronized (lock) {
            return !closed && places.size() < (long) parallelism * PLACES_PER_RUN;
        }
    }

    /** Adds a place behind all others, and starts the next run if it may. */
    void add(ResultPlace<I, T> place) {
        synchronized (lock) {
            if (closed) {
                return;
            }
            places.add(place);
            notStarted.add(place);
        }
        startNext();
    }

    /**
     * The place whose result is due next, or null if there is none.
     *
     * @throws CancellationException if this was closed, unless all results were taken before
     */
    @Nullable
    ResultPlace<I, T> first(boolean allTaken) {
        synchronized (lock) {
            if (closed && !allTaken) {
                // Nobody may take what came so far for all there is.
                throw new CancellationException("The results were closed before all of them were taken");
            }
            return places.peek();
        }
    }

    /** Its result was taken. */
    void removeFirst() {
        synchronized (lock) {
            places.poll();
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

    /** Starts no more runs; answers the places whose results were not taken. */
    List<ResultPlace<I, T>> close() {
        synchronized (lock) {
            closed = true;
            List<ResultPlace<I, T>> all = List.copyOf(places);
            places.clear();
            notStarted.clear();
            return all;
        }
    }
}
