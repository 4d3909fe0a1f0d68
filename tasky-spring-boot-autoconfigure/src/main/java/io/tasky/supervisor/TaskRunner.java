package io.tasky.supervisor;

import io.tasky.pool.PoolEntry.Next;
import io.tasky.spi.RunContextCarrier.Captured;
import io.tasky.spi.RunContextCarrier.Scope;
import io.tasky.supervisor.DefaultTaskRun.Tick;
import io.tasky.task.RetryPolicy;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskContextHolder;
import io.tasky.task.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes runs, one attempt at a time. Between two attempts a run has neither slot nor thread. Thread-safe.
 */
final class TaskRunner {

    private static final Logger logger = LoggerFactory.getLogger(TaskRunner.class);

    private static final Scope NO_SCOPE = () -> {};

    private final TimeSource time;

    private final TaskListeners listeners;

    private final TaskInterceptors interceptors;

    TaskRunner(TimeSource time, TaskListeners listeners, TaskInterceptors interceptors) {
        this.time = time;
        this.listeners = listeners;
        this.interceptors = interceptors;
    }

    /** Executes one attempt on this thread, which has a slot for it, from that moment on. */
    Next execute(DefaultTaskRun<?> run, long now) {
        ManagedTask task = run.owner();
        if (!run.begin(now)) {
            task.leave(run);
            return Next.DONE;
        }
        if (run.attempt() == 1) {
            run.enlist();
            announceStart(run, now);
        }
        Object result = null;
        Throwable failure = null;
        TaskContext before = TaskContextHolder.set(run);
        try {
            if (!run.isDone()) {
                result = call(run);
            }
        } catch (Throwable ex) {
            failure = ex;
        } finally {
            TaskContextHolder.set(before);
            run.endAttempt();
        }
        if (failure == null) {
            end(run, RunStatus.SUCCEEDED, result);
        } else if (!retryLater(run, failure)) {
            fail(run, failure);
        }
        return Next.DONE;
    }

    private @Nullable Object call(DefaultTaskRun<?> run) throws Throwable {
        Captured context = run.context();
        Scope scope = context == null ? NO_SCOPE : context.apply();
        try {
            return interceptors.call(run);
        } finally {
            scope.close();
        }
    }

    private void announceStart(DefaultTaskRun<?> run, long now) {
        ManagedTask task = run.owner();
        listeners.started(run, task.facts(), Math.max(0, now - run.queuedNanos()));
        if (run.rawPayload() instanceof Tick tick) {
            listeners.late(task.facts(), Math.max(0, now - tick.due()));
        }
    }

    private void fail(DefaultTaskRun<?> run, Throwable failure) {
        boolean stopped = run.isStopRequested() && failure instanceof InterruptedException;
        boolean decided = end(run, stopped ? RunStatus.CANCELLED : RunStatus.FAILED, failure);
        if (decided && !stopped && run.owner().reportsFailure(run)) {
            logger.error(
                    "Run {} of task '{}' failed in attempt {} after {} ms",
                    run.id(),
                    run.task(),
                    run.attempt(),
                    Duration.ofNanos(run.finishedNanos() - run.startedNanos()).toMillis(),
                    failure);
        }
    }

    /** The attempt's code is over for good: decides the outcome, unless somebody else has. */
    private boolean end(DefaultTaskRun<?> run, RunStatus status, @Nullable Object result) {
        boolean decided = run.settle(status, result, time.nanoTime()) != null;
        if (decided) {
            run.owner().log().finishedAndLeft(run, status);
            run.completeStage();
            announceEnd(run);
            run.owner().leaveDecided(run);
        } else {
            run.stripe().left(run);
            run.owner().leave(run);
        }
        return decided;
    }

    /** A run got its outcome. */
    void announceEnd(DefaultTaskRun<?> run) {
        long took = run.attempt() == 0 ? 0 : run.finishedNanos() - run.startedNanos();
        listeners.finished(run, run.owner().facts(), took);
    }

    private boolean retryLater(DefaultTaskRun<?> run, Throwable failure) {
        RetryPolicy policy = run.owner().definition().retryPolicy();
        if (policy == null || run.isStopRequested()) {
            return false;
        }
        Duration delay = nextDelay(policy, run, failure);
        if (delay == null || run.isStopRequested()) {
            return false;
        }
        RetryTurn turn = new RetryTurn(run);
        TimeSource.Alarm alarm = time.alarm(run.priority(), () -> retry(run, turn));
        long due = time.nanoTime() + TimeSource.nanosOf(delay);
        if (!run.beginRetry(alarm, due, turn)) {
            return false;
        }
        run.owner().log().retried();
        listeners.tell(listener -> listener.onRetry(run, run.owner().facts(), failure, delay));
        alarm.reschedule(due);
        if (run.isStopRequested()) {
            // Whoever asked a moment ago saw an attempt that goes on, and left the rest to this thread.
            run.cancel(false);
        }
        return true;
    }

    /** A policy that fails gives up: the run has failed already, and that is what its task is told. */
    private static @Nullable Duration nextDelay(RetryPolicy policy, DefaultTaskRun<?> run, Throwable failure) {
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
            run.owner().pool().readmit(turn);
        }
    }
}
