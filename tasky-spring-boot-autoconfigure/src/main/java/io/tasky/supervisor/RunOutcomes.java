package io.tasky.supervisor;

import io.tasky.task.RunStatus;
import io.tasky.task.TaskStoppedException;
import io.tasky.task.TaskTimeoutException;
import io.tasky.task.TimeSource;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Decides what follows from an attempt: an outcome, or one more attempt ({@link RunRetries}). Thread-safe. */
final class RunOutcomes {

    private static final Logger logger = LoggerFactory.getLogger(RunOutcomes.class);

    private final TimeSource time;

    private final TaskListeners listeners;

    private final ErrorHandlers errorHandlers;

    private final RunRetries retries;

    RunOutcomes(TimeSource time, TaskListeners listeners, ErrorHandlers errorHandlers) {
        this.time = time;
        this.listeners = listeners;
        this.errorHandlers = errorHandlers;
        this.retries = new RunRetries(time, listeners);
    }

    /** The code of an attempt has ended, and the stage that it returned, if it did. */
    void attemptEnded(DefaultTaskRun<?> run, @Nullable Object result, @Nullable Throwable failure) {
        Expiry expiry = run.endLimit();
        if (expiry != null) {
            timedOut(run, expiry);
        } else if (failure == null) {
            end(run, RunStatus.SUCCEEDED, result, null);
        } else if (!retries.later(run, failure)) {
            fail(run, isStop(run, failure) ? RunStatus.CANCELLED : RunStatus.FAILED, failure, failure);
        }
    }

    /** Whatever the code returned or threw in the end, the attempt took too long. */
    private void timedOut(DefaultTaskRun<?> run, Expiry expiry) {
        if (run.isDone() || !retries.later(run, expiry.failure(), expiry.delay())) {
            run.needExtras().timeout = expiry.failure();
            fail(run, RunStatus.TIMED_OUT, null, expiry.failure());
        }
    }

    private static boolean isStop(DefaultTaskRun<?> run, Throwable failure) {
        return run.isStopRequested()
                && (failure instanceof InterruptedException
                        || failure instanceof TaskStoppedException
                        || failure instanceof CancellationException);
    }

    private void fail(DefaultTaskRun<?> run, RunStatus status, @Nullable Object outcome, Throwable failure) {
        end(run, status, outcome, status == RunStatus.CANCELLED ? null : failure);
    }

    /** The attempt's code is over for good: decides the outcome, unless somebody else has. */
    private void end(DefaultTaskRun<?> run, RunStatus status, @Nullable Object result, @Nullable Throwable failure) {
        if (run.settle(status, result, time.nanoTime()) == null) {
            logFailureAfterOutcome(run, failure);
            run.stripe().left(run);
            leave(run);
            return;
        }
        run.owner().log().finishedAndLeft(run, status);
        try {
            run.completeStage();
            announceEnd(run);
            if (!run.endedByItself()) {
                run.leave();
            }
            leaveDecided(run);
            if (failure != null) {
                failed(run, failure);
            }
        } finally {
            told(run);
        }
    }

    /** Nobody else hears of that; an interrupt or a cancellation that has come to the code is no news. */
    private static void logFailureAfterOutcome(DefaultTaskRun<?> run, @Nullable Throwable failure) {
        if (failure != null && !(failure instanceof InterruptedException)) {
            logger.atLevel(failure instanceof Error ? Level.WARN : Level.DEBUG)
                    .setCause(failure)
                    .log("Run {} of task '{}' was {} when its code failed", run.id(), run.task(), run.status());
        }
    }

    /**
     * A run got its outcome before its code ended by itself.
     *
     * @param more what is to be told beside that it has ended
     */
    void decidedEarly(
            DefaultTaskRun<?> run, RunStatus before, RunStatus outcome, boolean codeNeverComes, Runnable more) {
        boolean neverStarted = before == RunStatus.HELD || before == RunStatus.WAITING;
        run.owner().log().finished(run, outcome, neverStarted);
        try {
            run.completeStage();
            announceEnd(run);
            if (codeNeverComes) {
                if (!neverStarted) {
                    run.stripe().left(run);
                }
                leave(run);
            }
            more.run();
        } finally {
            told(run);
        }
    }

    /** The same where there is no more to tell. */
    void decidedEarly(DefaultTaskRun<?> run, RunStatus before, RunStatus outcome, boolean codeNeverComes) {
        decidedEarly(run, before, outcome, codeNeverComes, () -> {});
    }

    /** Everybody has been told of the end of a run, for which a stop waits. */
    private static void told(DefaultTaskRun<?> run) {
        run.owner().log().told();
        run.owner().engine().endWatch().signal();
    }

    /** A run is over and its code has ended; only its own thread knows that, and calls this once. */
    private static void leaveDecided(DefaultTaskRun<?> run) {
        run.owner().ended(run);
        run.owner().left(run);
    }

    /** A run that was cancelled or timed out is over and its code, if it ran, has ended; more than one may find that out. */
    void leave(DefaultTaskRun<?> run) {
        if (run.leave()) {
            leaveDecided(run);
            run.owner().engine().endWatch().signal();
        }
    }

    /** A run got its outcome. */
    private void announceEnd(DefaultTaskRun<?> run) {
        long took = run.attempt() == 0 ? 0 : run.finishedNanos() - run.startedNanos();
        listeners.finished(run, run.owner().facts(), took);
    }

    /** A run failed for good. */
    private void failed(DefaultTaskRun<?> run, Throwable failure) {
        listeners.tell(listener -> listener.onFailed(run, run.owner().facts(), failure));
        report(run, failure);
    }

    /** Tells the handlers of a failure, unless somebody holds the run. */
    void report(DefaultTaskRun<?> run, Throwable failure) {
        if (run.owner().reportsFailure(run)) {
            errorHandlers.handle(run, run.owner().facts(), failure);
        }
    }

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
        // Asked once: a policy may go by chance, or count.
        Duration delay = RunRetries.nextDelay(run, failure);
        if (!limit.expire(new Expiry(failure, delay), run::interruptThread)) {
            return;
        }
        if (delay == null && run.timeOut(failure)) {
            decidedEarly(run, RunStatus.RUNNING, RunStatus.TIMED_OUT, false, () -> failed(run, failure));
        }
        run.cancelStage();
        if (run.isDone()) {
            // A run that is to be repeated waits for the end of its code, this one does not.
            run.giveUpStage();
        }
    }
}
