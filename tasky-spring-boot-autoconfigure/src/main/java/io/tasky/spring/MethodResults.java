package io.tasky.spring;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Turns what a method returned into the result of its run. Without state, so thread-safe. */
final class MethodResults {

    private MethodResults() {}

    /**
     * Waits for a future or a stage, a reactive value included; anything else is a result already.
     *
     * @param returned what the method returned
     * @return the result
     * @throws Throwable what a future or a stage failed with
     */
    static @Nullable Object settle(@Nullable Object returned) throws Throwable {
        Object result = toStage(returned);
        if (result instanceof CompletionStage<?> stage) {
            return await(stage.toCompletableFuture());
        }
        return result instanceof Future<?> future ? get(future) : result;
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

    private static @Nullable Object await(CompletableFuture<?> stage) throws Throwable {
        try {
            return get(stage);
        } catch (InterruptedException ex) {
            stage.cancel(true);
            throw ex;
        }
    }

    private static @Nullable Object get(Future<?> future) throws Throwable {
        try {
            return future.get();
        } catch (ExecutionException ex) {
            throw ex.getCause() != null ? ex.getCause() : ex;
        }
    }
}
