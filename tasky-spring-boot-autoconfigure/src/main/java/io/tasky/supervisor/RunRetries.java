package io.tasky.supervisor;

import io.tasky.task.RetryPolicy;
import io.tasky.task.TimeSource;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives runs whose attempt has failed another one, as the policies of their tasks say. Thread-safe. */
final class RunRetries {

    private static final Logger logger = LoggerFactory.getLogger(RunRetries.class);

    private final TimeSource time;

    private final TaskListeners listeners;

    RunRetries(TimeSource time, TaskListeners listeners) {
        this.time = time;
        this.listeners = listeners;
    }

    /** Plans another attempt if the policy wants one; false if the run gets none. */
    boolean later(DefaultTaskRun<?> run, Throwable failure) {
        return later(run, failure, nextDelay(run, failure));
    }

    /** The same where the policy has answered already; null to give up. */
    boolean later(DefaultTaskRun<?> run, Throwable failure, @Nullable Duration delay) {
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
    static @Nullable Duration nextDelay(DefaultTaskRun<?> run, Throwable failure) {
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
            run.owner().nextAttemptDue(run, turn);
        }
    }

    /** Lets the next attempt go to its pool. */
    static void enter(DefaultTaskRun<?> run, RetryTurn turn) {
        try {
            run.owner().readmit(run, turn);
        } catch (RejectedExecutionException ex) {
            // The pool was closed meanwhile: there is no other attempt.
            if (run.cancel(false)) {
                logger.warn("Run {} of task '{}' gets no other attempt", run.id(), run.task(), ex);
            }
        }
    }
}
