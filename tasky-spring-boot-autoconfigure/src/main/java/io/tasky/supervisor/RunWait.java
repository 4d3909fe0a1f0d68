package io.tasky.supervisor;

import io.tasky.task.TaskRun;
import io.tasky.task.TimeSource;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Waits for a run by the supervisor's clock, where a future would wait by the system's. Without state, so thread-safe. */
final class RunWait {

    private RunWait() {}

    static <T extends @Nullable Object> T get(TaskRun<T> run) throws InterruptedException, ExecutionException {
        return get(run.toCompletableFuture());
    }

    private static <T extends @Nullable Object> T get(CompletableFuture<T> future)
            throws InterruptedException, ExecutionException {
        try {
            return future.get();
        } catch (CancellationException ex) {
            // Newer JDKs wrap the exception that says which run it was.
            throw ex.getCause() instanceof CancellationException own ? own : ex;
        }
    }

    /** Waits for a run of an engine. */
    static <T extends @Nullable Object> T get(DefaultTaskRun<T> run, long timeoutNanos)
            throws InterruptedException, ExecutionException, TimeoutException {
        CommitHolds.checkWait(run);
        // Whoever waits holds the run, so that its failure is theirs to see.
        CompletableFuture<T> future = run.toCompletableFuture();
        TimeSource time = run.owner().engine().time();
        long deadline = time.nanoTime() + TimeSource.nanosOf(Duration.ofNanos(timeoutNanos));
        SlotLoan loan = SlotLoan.whileWaitingFor(run);
        try {
            if (!run.needExtras().awaitOutcome(deadline)) {
                throw timedOut(run, timeoutNanos, null);
            }
        } finally {
            loan.end();
        }
        run.completeStage();
        return get(future);
    }

    static TimeoutException timedOut(TaskRun<?> run, long timeoutNanos, @Nullable ExecutionException cause) {
        TimeoutException exception = new TimeoutException("Run " + run.id() + " of '" + run.task() + "' is "
                + run.status() + " after " + Duration.ofNanos(timeoutNanos));
        if (cause != null) {
            exception.initCause(cause);
        }
        return exception;
    }
}
