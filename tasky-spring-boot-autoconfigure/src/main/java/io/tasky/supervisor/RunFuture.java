package io.tasky.supervisor;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A run's future: cancelling it cancels the run. Thread-safe. */
final class RunFuture<T extends @Nullable Object> extends LendingFuture<T> {

    private final RunEnd<T> run;

    RunFuture(RunEnd<T> run) {
        this.run = run;
    }

    /** Never interrupts, as is the rule for this class; {@code TaskRun.cancel(true)} does. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        run.cancel(false);
        // Also where the run has just ended and its thread is about to say so: one outcome for both.
        run.completeStage();
        return isCancelled();
    }

    @Override
    SlotLoan lend() {
        CommitHolds.checkWait(run);
        return SlotLoan.whileWaitingFor(run);
    }

    /** By the supervisor's clock. */
    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        return run.get(timeout, unit);
    }
}
