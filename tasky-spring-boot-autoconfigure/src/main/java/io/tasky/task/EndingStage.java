package io.tasky.task;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A stage of which it is certain that it ends, also after {@code cancel(true)} of its
 * {@link CompletionStage#toCompletableFuture() future}, which is to make it end soon. A run that was cancelled or timed out
 * gives up the slot of any other stage at once; that of this one it keeps until the stage is complete, so that slots
 * count what really goes on. The future that the stage hands out is the stage itself. Thread-safe.
 *
 * @param <T> the type of the result
 */
public interface EndingStage<T extends @Nullable Object> extends CompletionStage<T> {}
