package io.tasky.supervisor;

import io.tasky.spi.RunContextCarrier.Captured;
import io.tasky.task.EndingStage;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskPriority;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * How a run is steered from outside: stop, cancel, interrupt, also of a stage that goes on without a thread. Thread-safe.
 *
 * @param <T> the type of the result
 */
abstract class SteeredRun<T extends @Nullable Object> extends LimitedRun<T> {

    private volatile boolean stopRequested;

    SteeredRun(
            ManagedTask owner,
            TaskPriority priority,
            @Nullable Object payload,
            long queued,
            @Nullable Captured context) {
        super(owner, priority, payload, queued, context);
    }

    @Override
    public final boolean cancel(boolean mayInterruptIfRunning) {
        RunStatus before =
                settle(RunStatus.CANCELLED, null, owner().engine().time().nanoTime());
        if (before == null) {
            if (mayInterruptIfRunning && isStuck()) {
                // Too late for the outcome, but the slot is held still.
                interruptCode();
            }
            return false;
        }
        cancelled(before, mayInterruptIfRunning);
        return true;
    }

    private void cancelled(RunStatus before, boolean mayInterruptIfRunning) {
        askToStop();
        boolean retryForgotten = forgetRetry();
        if (mayInterruptIfRunning) {
            interruptCode();
        }
        giveUpStage();
        boolean removed = owner().pool().remove(this) || owner().removeFromGate(self()) || retryForgotten;
        // A waiting run that is in no line any more is in the hands of a thread, which will find it cancelled.
        boolean codeNeverComes = removed || before == RunStatus.HELD || before == RunStatus.RETRYING;
        owner().engine().outcomes().decidedEarly(self(), before, RunStatus.CANCELLED, codeNeverComes);
    }

    /** Answers whether its next turn was in line. */
    private boolean forgetRetry() {
        RetryTurn.Plan next = retryPlan();
        if (next == null) {
            return false;
        }
        if (next.alarm() != null) {
            next.alarm().cancel();
        }
        return owner().pool().remove(next.turn());
    }

    @Override
    public final boolean stop() {
        if (isDone()) {
            return false;
        }
        askToStop();
        cancelUnlessRunning();
        return true;
    }

    /** Cancels a run whose code does not run; one that begins in that moment is left to it. Answers whether it did. */
    final boolean cancelUnlessRunning() {
        RunStatus seen = status();
        while (seen != RunStatus.RUNNING && !seen.isFinal()) {
            if (cancelFrom(seen, owner().engine().time().nanoTime())) {
                cancelled(seen, false);
                return true;
            }
            seen = status();
        }
        return false;
    }

    private void askToStop() {
        stopRequested = true;
        // Looked at after the write: whoever waits has made them before it looked at that.
        RunExtras known = extras();
        if (known != null) {
            known.wake();
            known.runStopActions();
        }
    }

    /** Interrupts the thread that executes this run, or cancels the stage that it returned; false if there is neither. */
    final boolean interruptCode() {
        boolean thread = interruptThread();
        return cancelStage() || thread;
    }

    /** Interrupts the thread that executes this run, and lets a stage be cancelled that it returns after that. */
    final boolean interruptThread() {
        needExtras().interrupted = true;
        return interrupt();
    }

    /** Whether the code of the attempt that goes on was to be interrupted. */
    final boolean wasInterrupted() {
        RunExtras known = extras();
        return known != null && known.interrupted;
    }

    /** Cancels the stage that the attempt has returned. Foreign code may follow from it. */
    final boolean cancelStage() {
        CompletableFuture<?> stage = needExtras().stage;
        return stage != null && stage.cancel(true);
    }

    /** A run that was cancelled or timed out waits for no stage that might never be complete. */
    final void giveUpStage() {
        RunExtras known = extras();
        if (known == null || known.stage instanceof EndingStage<?>) {
            return;
        }
        CompletableFuture<?> end = known.attemptEnd;
        if (end != null) {
            end.cancel(false);
        }
    }

    /** The attempt goes on in a stage, without a thread, until its end is complete. */
    final void awaitStage(CompletableFuture<?> stage, CompletableFuture<?> end) {
        RunExtras needed = needExtras();
        needed.stage = stage;
        needed.attemptEnd = end;
        if (isDone()) {
            giveUpStage();
        }
        if (needed.interrupted) {
            stage.cancel(true);
        }
    }

    @Override
    public final boolean isStopRequested() {
        return stopRequested;
    }
}
