package io.tasky.supervisor;

import io.tasky.task.TaskRun;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Where one of {@link OrderedResults} will be: its input, and its run once that was submitted. Thread-safe.
 *
 * @param <I> the type of the input
 * @param <T> the type of the result
 */
final class ResultPlace<I extends @Nullable Object, T extends @Nullable Object> {

    private final I input;

    private final CompletableFuture<TaskRun<T>> submitted = new CompletableFuture<>();

    ResultPlace(I input) {
        this.input = input;
    }

    I input() {
        return input;
    }

    /** The run was submitted; it is told when it ends. */
    void submitted(TaskRun<T> run, Runnable whenEnded) {
        if (!submitted.complete(run)) {
            run.cancel(true);
        }
        CompletableFuture<T> unused = run.toCompletableFuture().whenComplete((result, failure) -> whenEnded.run());
    }

    void refused(Throwable failure) {
        submitted.completeExceptionally(failure);
    }

    /** Waits for the result, as the run itself waits. */
    T await() throws InterruptedException, ExecutionException {
        return submitted.get().get();
    }

    /** Cancels the run, and tells whoever waits for one that now never comes. */
    void cancel() {
        CompletableFuture<@Nullable Void> unused = submitted.thenAccept(run -> run.cancel(true));
        submitted.cancel(false);
    }

    /** Why the run failed, or null if it did not, or not yet. */
    @Nullable
    Throwable failure() {
        boolean runs = submitted.isDone() && !submitted.isCompletedExceptionally();
        return runs ? submitted.join().exception() : null;
    }
}
