package io.tasky.supervisor;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A run's future: cancelling it cancels the run. Thread-safe. */
final class RunFuture<T extends @Nullable Object> extends CompletableFuture<T> {

    private final RunMoves<T> run;

    RunFuture(RunMoves<T> run) {
        this.run = run;
    }

    /** Never interrupts, as is the rule for this class; {@code TaskRun.cancel(true)} does. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        run.cancel(false);
        return super.cancel(false);
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        HeldRuns.checkWait(run);
        SlotLoan loan = SlotLoan.whileWaitingFor(run);
        try {
            return super.get();
        } finally {
            loan.end();
        }
    }

    /** By the supervisor's clock. */
    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        return run.get(timeout, unit);
    }

    @Override
    public T join() {
        HeldRuns.checkWait(run);
        SlotLoan loan = SlotLoan.whileWaitingFor(run);
        try {
            return super.join();
        } finally {
            loan.end();
        }
    }

    /** What is derived from this future is an ordinary one. */
    @Override
    public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
        return new CompletableFuture<>();
    }
}
