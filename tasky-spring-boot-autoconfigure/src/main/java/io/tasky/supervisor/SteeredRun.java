package io.tasky.supervisor;

import io.tasky.task.EndingStage;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskPriority;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * How a run is steered from outside: stop, cancel, time-outs, stages that go on without a thread. Thread-safe.
 *
 * @param <T> the type of the result
 */
abstract class SteeredRun<T extends @Nullable Object> extends TalkingRun<T> {

    private volatile boolean stopRequested;

    SteeredRun(TaskPriority priority) {
        super(priority);
    }

    // Stop and cancel

    @Override
    public final boolean cancel(boolean mayInterruptIfRunning) {
        RunStatus before =
                settle(RunStatus.CANCELLED, null, owner().engine().time().nanoTime());
        if (before == null) {
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

    // Attempts and their limits

    /** An attempt begins that may take so long. */
    final void limit(AttemptLimit limit) {
        needExtras().limit = limit;
        limit.start();
    }

    /** The code of the attempt has ended; answers what it failed with if it took too long. */
    final @Nullable TimeoutException endLimit() {
        RunExtras known = extras();
        if (known == null) {
            return null;
        }
        AttemptLimit limit = known.limit;
        TimeoutException failure = limit == null ? null : limit.end();
        known.limit = null;
        known.stopActions = null;
        known.stage = null;
        known.attemptEnd = null;
        known.interrupted = false;
        return failure;
    }

    /** Ends a run that took too long for good; false if it has an outcome already. */
    final boolean timeOut(TimeoutException failure) {
        needExtras().timeout = failure;
        return settle(RunStatus.TIMED_OUT, null, owner().engine().time().nanoTime()) != null;
    }

    @Override
    final @Nullable Throwable timedOutWith() {
        RunExtras known = extras();
        return known == null ? null : known.timeout;
    }

    @Override
    public final @Nullable Instant deadline() {
        RunExtras known = extras();
        AttemptLimit limit = known == null ? null : known.limit;
        return limit == null ? null : owner().engine().time().toInstant(limit.deadline());
    }

    /** When the attempt that goes on started, in nanoseconds of the time source. */
    final long attemptStartedNanos() {
        RunExtras known = extras();
        return attempt() > 1 && known != null ? known.attemptStarted : startedNanos();
    }

    final boolean beginRetry(RetryTurn.Plan next, Throwable failure) {
        RunExtras needed = needExtras();
        needed.retry = next;
        if (!moveTo(RunStatus.RETRYING)) {
            return false;
        }
        needed.failed(failure);
        return true;
    }

    /** The next attempt, or null if none was planned. */
    final RetryTurn.@Nullable Plan retryPlan() {
        RunExtras known = extras();
        return known == null ? null : known.retry;
    }

    /** Somebody asked for this run, whatever its schedule. Before it is handed to anybody. */
    final void markTriggered() {
        needExtras().triggered = true;
    }

    final boolean isTriggered() {
        RunExtras known = extras();
        return known != null && known.triggered;
    }

    // Priority

    /** Gives it at least that priority, if it or its next attempt waits in line. */
    final void raise(TaskPriority atLeast) {
        owner().pool().raise(this, atLeast);
        if (status() == RunStatus.RUNNING || status() == RunStatus.RETRYING) {
            // Also the attempts that are still to come.
            needExtras().raise(atLeast);
            raiseNextAttempt();
        }
    }

    /** After its next attempt came into its line, or its priority was raised: whichever is later finds the other. */
    final void raiseNextAttempt() {
        RunExtras known = extras();
        TaskPriority atLeast = known == null ? null : known.raisedTo();
        RetryTurn.Plan next = retryPlan();
        if (next != null && atLeast != null) {
            owner().pool().raise(next.turn(), atLeast);
        }
    }
}
