package io.tasky.supervisor;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A future that follows from a run, directly or through its stages: a run that waits for it without a limit lends its slot
 * meanwhile. Thread-safe.
 *
 * @param <T> the type of the result
 */
class LendingFuture<T extends @Nullable Object> extends CompletableFuture<T> {

    /** Lends the slot of the run that waits on this thread, if there is one. */
    SlotLoan lend() {
        return isDone() ? SlotLoan.NOTHING : SlotLoan.whileWaitingFor(null);
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        SlotLoan loan = lend();
        try {
            return super.get();
        } finally {
            loan.end();
        }
    }

    @Override
    public T join() {
        SlotLoan loan = lend();
        try {
            return super.join();
        } finally {
            loan.end();
        }
    }

    @Override
    public <U extends @Nullable Object> CompletableFuture<U> newIncompleteFuture() {
        return new LendingFuture<>();
    }
}
