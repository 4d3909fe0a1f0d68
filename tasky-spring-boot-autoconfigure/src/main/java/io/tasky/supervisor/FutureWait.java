package io.tasky.supervisor;

import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import io.tasky.task.TimeSource;
import io.tasky.task.TimeSource.Alarm;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Waits by the supervisor's clock for a run that has nothing but its future to wait at. Without state, so thread-safe. */
final class FutureWait {

    private FutureWait() {}

    static <T extends @Nullable Object> T get(TaskRun<T> run, TimeSource time, long timeoutNanos)
            throws InterruptedException, ExecutionException, TimeoutException {
        CommitHolds.checkWait(run);
        CompletableFuture<T> copy = run.toCompletableFuture().copy();
        Alarm alarm = time.alarm(TaskPriority.NORMAL, () -> copy.completeExceptionally(new WaitTimeout()));
        alarm.reschedule(time.nanoTime() + TimeSource.nanosOf(Duration.ofNanos(timeoutNanos)));
        SlotLoan loan = SlotLoan.whileWaitingFor(run);
        try {
            return copy.get();
        } catch (ExecutionException ex) {
            if (ex.getCause() instanceof WaitTimeout) {
                throw RunWait.timedOut(run, timeoutNanos, ex);
            }
            if (ex.getCause() instanceof CancellationException cancelled) {
                // A copy wraps what the future itself throws as it is.
                throw cancelled;
            }
            throw ex;
        } finally {
            alarm.cancel();
            loan.end();
        }
    }

    private static final class WaitTimeout extends RuntimeException {}
}
