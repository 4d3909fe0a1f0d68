package io.tasky.supervisor;

import io.tasky.task.TimeSource;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Where threads wait until a supervisor has stopped, or is closed. Thread-safe. */
final class StopWait {

    private final TimeSource time;

    private final Supplier<SupervisorState> state;

    private final EndWatch watch;

    StopWait(TimeSource time, Supplier<SupervisorState> state) {
        this.time = time;
        this.state = state;
        this.watch = new EndWatch(time);
    }

    /** The state has changed. */
    void signal() {
        watch.signal();
    }

    boolean awaitStopped(Duration timeout) throws InterruptedException {
        return watch.await(this::hasStopped, time.nanoTime() + TimeSource.nanosOf(timeout));
    }

    /** Another thread stops: waits for it, but no longer than it may take. */
    void awaitOtherStop(long deadline) {
        awaitOther(() -> state.get() != SupervisorState.STOPPING, deadline);
    }

    /** Another thread closes: waits for it, but no longer than it may take. */
    void awaitOtherClose(long nanos) {
        awaitOther(() -> state.get() == SupervisorState.CLOSED, time.nanoTime() + nanos);
    }

    private void awaitOther(BooleanSupplier condition, long deadline) {
        if (TellingThread.isThisOne()) {
            // The other one waits until this thread has told what it tells.
            return;
        }
        try {
            watch.await(condition, deadline);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean hasStopped() {
        SupervisorState now = state.get();
        return now == SupervisorState.STOPPED || now == SupervisorState.CLOSED;
    }
}
