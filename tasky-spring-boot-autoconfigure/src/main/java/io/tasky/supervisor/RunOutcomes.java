package io.tasky.supervisor;

import io.tasky.task.RetryPolicy;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskStoppedException;
import io.tasky.task.TaskTimeoutException;
import io.tasky.task.TimeSource;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what follows from an attempt: an outcome, or one more attempt. Thread-safe. */
final class RunOutcomes {

    private static final Logger logger = LoggerFactory.getLogger(RunOutcomes.class);

    private final TimeSource time;

    private final TaskListeners listeners;

    private final ErrorHandlers errorHandlers;

    RunOutcomes(TimeSource time, TaskListeners listeners, ErrorHandlers errorHandlers) {
        this.time = time;
        this.listeners = listeners;
        this.errorHandlers = errorHandlers;
    }

    /** The code of an attempt has ended, and the stage that it returned, if it did. */
    void attemptEnded(DefaultTaskRun<?> run, @Nullable Object result, @Nullable Throwable failure) {
        TimeoutException timeout = run.endLimit();
        if (timeout != null) {
            timedOut(run, timeout);
        } else if (failure == null) {
            end(run, RunStatus.SUCCEEDED, result);
        } else if (!retryLater(run, failure)) {
            fail(run, isStop(run, failure) ? RunStatus.CANCELLED : RunStatus.FAILED, failure, failure);
        }
    }

    /** Whatever the code returned or threw in the end, the attempt took too long. */
    private void timedOut(DefaultTaskRun<?> run, TimeoutException timeout) {
        if (run.isDone() || !retryLater(run, timeout)) {
            run.needExtras().timeout = timeout;
            fail(run, RunStatus.TIMED_OUT, null, timeout);
        }
    }

    private static boolean isStop(DefaultTaskRun<?> run, Throwable failure) {
        return run.isStopRequested()
                && (failure instanceof InterruptedException
                        || failure instanceof TaskStoppedException
                        || failure instanceof CancellationException);
    }

    private void fail(DefaultTaskRun<?> run, RunStatus status, @Nullable Object outcome, Throwable failure) {
        boolean decided = end(run, status, outcome);
        if (decided && status != RunStatus.CANCELLED) {
            report(run, failure);
        }
    }

    /** The attempt's code is over for good: decides the outcome, unless somebody else has. */
    private boolean end(DefaultTaskRun<?> run, RunStatus status, @Nullable Object result) {
        boolean decided = run.settle(status, result, time.nanoTime()) != null;
        if (decided) {
            run.owner().log().finishedAndLeft(run, status);
            run.completeStage();
            announceEnd(run);
            if (!run.endedByItself()) {
                run.leave();
            }
            leaveDecided(run);
        } else {
            run.stripe().left(run);
            leave(run);
        }
        return decided;
    }

    /** A run got its outcome before its code ended by itself. */
    void decidedEarly(DefaultTaskRun<?> run, RunStatus before, RunStatus outcome, boolean codeNeverComes) {
        boolean neverStarted = before == RunStatus.HELD || before == RunStatus.WAITING;
        run.owner().log().finished(run, outcome, neverStarted);
        run.completeStage();
        announceEnd(run);
        if (codeNeverComes) {
            if (!neverStarted) {
                run.stripe().left(run);
            }
            leave(run);
        }
        // A thread that found the run decided may have signalled before it was counted.
        run.owner().engine().endWatch().signal();
    }

    /** A run is over and its code has ended; only its own thread knows that, and calls this once. */
    private static void leaveDecided(DefaultTaskRun<?> run) {
        run.owner().ended(run);
        run.owner().left(run);
        run.owner().engine().endWatch().signal();
    }

    /** A run that was cancelled or timed out is over and its code, if it ran, has ended; more than one may find that out. */
    void leave(DefaultTaskRun<?> run) {
        if (run.leave()) {
            leaveDecided(run);
        }
    }

    /** A run got its outcome. */
    private void announceEnd(DefaultTaskRun<?> run) {
        long took = run.attempt() == 0 ? 0 : run.finishedNanos() - run.startedNanos();
        listeners.finished(run, run.owner().facts(), took);
    }

    /** Tells the handlers of a failure, unless somebody holds the run. */
    void report(DefaultTaskRun<?> run, Throwable failure) {
        if (run.owner().reportsFailure(run)) {
            errorHandlers.handle(run, run.owner().facts(), failure);
        }
    }

    // Time

    /** The attempt that begins may go on until that moment. */
    void limit(DefaultTaskRun<?> run, long deadline) {
        run.limit(new AttemptLimit(time, run.priority(), deadline, limit -> expired(run, limit)));
    }

    /**
     * The attempt took too long. A run that is to be repeated waits for the end of its code; any other has its outcome at
     * once, and its code is interrupted in both cases.
     */
    private void expired(DefaultTaskRun<?> run, AttemptLimit limit) {
        TimeoutException failure =
                new TaskTimeoutException("Attempt " + run.attempt() + " of run " + run.id() + " of task '"
                        + run.task() + "' took longer than its timeout of "
                        + Duration.ofNanos(run.owner().timeoutNanos()));
        boolean again = nextDelay(run, failure) != null;
        if (!limit.expire(failure, run::interruptThread)) {
            return;
        }
        if (!again && run.timeOut(failure)) {
            decidedEarly(run, RunStatus.RUNNING, RunStatus.TIMED_OUT, false);
            report(run, failure);
        }
        run.cancelStage();
        if (run.isDone()) {
            // A run that is to be repeated waits for the end of its code, this one does not.
            run.giveUpStage();
        }
    }

    // Once more

    private boolean retryLater(DefaultTaskRun<?> run, Throwable failure) {
        Duration delay = nextDelay(run, failure);
        if (delay == null || run.isStopRequested()) {
            return false;
        }
        RetryTurn turn = new RetryTurn(run);
        TimeSource.Alarm alarm = time.alarm(run.priority(), () -> retry(run, turn));
        long due = time.nanoTime() + TimeSource.nanosOf(delay);
        if (!run.beginRetry(new RetryTurn.Plan(alarm, due, turn), failure)) {
            return false;
        }
        run.owner().left(run);
        run.owner().log().retried();
        listeners.tell(listener -> listener.onRetry(run, run.owner().facts(), failure, delay));
        alarm.reschedule(due);
        if (run.isStopRequested()) {
            // Whoever asked a moment ago saw an attempt that goes on, and left the rest to this thread.
            run.cancelUnlessRunning();
        }
        if (run.isDone()) {
            // Cancelled before the alarm was set.
            alarm.cancel();
        }
        return true;
    }

    /** Null to give up. A policy that fails gives up: the run has failed already, and that is what its task is told. */
    private static @Nullable Duration nextDelay(DefaultTaskRun<?> run, Throwable failure) {
        RetryPolicy policy = run.owner().definition().retryPolicy();
        if (policy == null || run.isStopRequested()) {
            return null;
        }
        try {
            return policy.nextDelay(run.attempt(), failure);
        } catch (Throwable ex) {
            if (ex != failure) {
                failure.addSuppressed(ex);
            }
            return null;
        }
    }

    private static void retry(DefaultTaskRun<?> run, RetryTurn turn) {
        if (!run.status().isFinal()) {
            try {
                run.owner().readmit(run, turn);
            } catch (RejectedExecutionException ex) {
                // The pool was closed meanwhile: there is no other attempt.
                if (run.cancel(false)) {
                    logger.warn("Run {} of task '{}' gets no other attempt", run.id(), run.task(), ex);
                }
                return;
            }
            run.raiseNextAttempt();
        }
    }
}
