package io.tasky.spring;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Turns what a method returned into the result of its run. Without state, so thread-safe. */
final class MethodResults {

    private MethodResults() {}

    /**
     * Waits for a plain future, and turns a reactive value into a stage, which the engine waits for without a thread.
     *
     * @param returned what the method returned
     * @return the result, or a {@link CompletionStage} of it
     * @throws Throwable what a future failed with
     */
    static @Nullable Object settle(@Nullable Object returned) throws Throwable {
        Object result = toStage(returned);
        return result instanceof Future<?> future && !(result instanceof CompletionStage<?>) ? get(future) : result;
    }

    /**
     * Turns a reactive value into a stage, by subscribing to it on this thread; anything else stays what it is. Cancelling
     * the stage cancels the subscription. A value of several elements gives a stage that ends with the last one and has no
     * result: elements are the method's own affair.
     *
     * @param returned what the method returned
     * @return a {@link CompletionStage} if it may end later, else what was given
     */
    static @Nullable Object toStage(@Nullable Object returned) {
        return returned == null || returned instanceof CompletionStage<?> || returned instanceof Future<?>
                ? returned
                : ReactiveResults.toFuture(returned);
    }

    private static @Nullable Object get(Future<?> future) throws Throwable {
        try {
            return future.get();
        } catch (ExecutionException ex) {
            throw ex.getCause() != null ? ex.getCause() : ex;
        }
    }
}
