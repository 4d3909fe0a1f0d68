package io.tasky.supervisor;

import io.tasky.pool.FieldHandle;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskPriority;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The end of a run, for those who wait for it: its future is made when somebody asks for it. Thread-safe.
 *
 * @param <T> the type of the result
 */
abstract class RunEnd<T extends @Nullable Object> extends RunMoves<T> {

    private static final VarHandle STAGE = FieldHandle.of(MethodHandles.lookup(), "stage", CompletableFuture.class);

    private volatile @Nullable CompletableFuture<T> stage;

    RunEnd(TaskPriority priority) {
        super(priority);
    }

    /** Wakes those who wait for that without the future. */
    abstract void statusIsFinal();

    /** Whether somebody has asked for the future, so that a failure is theirs to see. */
    final boolean isObserved() {
        return stage != null;
    }

    @Override
    public final CompletableFuture<T> toCompletableFuture() {
        CompletableFuture<T> future = stage;
        if (future == null) {
            // Of several that come at once, the first one makes it.
            STAGE.compareAndSet(this, null, new RunFuture<>(this));
            future = Objects.requireNonNull(stage);
            completeStage();
        }
        return future;
    }

    /** After the status is final, by whoever ends the run or makes the future later. */
    @SuppressWarnings("NullAway") // A null result is legal exactly where T admits null.
    final void completeStage() {
        statusIsFinal();
        CompletableFuture<T> future = stage;
        RunStatus now = status();
        if (future == null || !now.isFinal()) {
            return;
        }
        Throwable failure = exception();
        if (now == RunStatus.SUCCEEDED) {
            future.complete(result());
        } else if (failure != null) {
            future.completeExceptionally(failure);
        } else {
            future.completeExceptionally(new CancellationException("Run " + id() + " of '" + task() + "' is " + now));
        }
    }
}
