package io.tasky.spring;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Turns what a method returned into the result of its run. Without state, so thread-safe. */
final class MethodResults {

    private MethodResults() {}

    /**
     * Waits for a future or a stage; anything else is a result already.
     *
     * @param returned what the method returned
     * @return the result
     * @throws Throwable what a future or a stage failed with
     */
    static @Nullable Object settle(@Nullable Object returned) throws Throwable {
        if (returned instanceof Future<?> future) {
            return await(future);
        }
        if (returned instanceof CompletionStage<?> stage) {
            return await(stage.toCompletableFuture());
        }
        return returned;
    }

    private static @Nullable Object await(Future<?> future) throws Throwable {
        try {
            return future.get();
        } catch (ExecutionException ex) {
            throw ex.getCause() != null ? ex.getCause() : ex;
        }
    }
}
