package io.tasky.supervisor;

import io.tasky.pool.PoolEntry.Next;
import io.tasky.spi.RunContextCarrier.Captured;
import io.tasky.spi.RunContextCarrier.Scope;
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

    private final TimeSource time;

    private final TaskListeners listeners;

    TaskRunner(TimeSource time, TaskListeners listeners) {
        this.time = time;
        this.listeners = listeners;
    }

    /** Executes one attempt on this thread, which has a slot for it. */
    Next execute(DefaultTaskRun<?> run) {
        long now = time.nanoTime();
        ManagedTask task = run.owner();
        if (!run.begin(now)) {
            task.leave(run);
            return Next.DONE;
        }
        if (run.attempt() == 1) {
            task.log().started(run);
            announceStart(run, now);
        }
        Object result = null;
        Throwable failure = null;
        TaskContext before = TaskContextHolder.set(run);
        try {
            result = call(run);
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

    private static @Nullable Object call(DefaultTaskRun<?> run) throws Throwable {
        Captured context = run.context();
        if (context == null) {
            return run.owner().invoke(run);
        }
        Scope scope = context.apply();
        try {
            return run.owner().invoke(run);
        } finally {
            scope.close();
        }
    }

    private void announceStart(DefaultTaskRun<?> run, long now) {
        if (listeners.isEmpty()) {
            return;
        }
        ManagedTask task = run.owner();
        listeners.tell(listener -> listener.onStarted(run, task.facts(), Math.max(0, now - run.queuedNanos())));
        if (run.scheduledNanos() != DefaultTaskRun.UNSCHEDULED) {
            listeners.tell(listener -> listener.onLateness(task.facts(), Math.max(0, now - run.scheduledNanos())));
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
            announceEnd(run);
        } else {
            run.owner().log().left(run);
        }
        run.owner().leave(run);
        return decided;
    }

    /** A run got its outcome. */
    void announceEnd(DefaultTaskRun<?> run) {
        if (!listeners.isEmpty()) {
            long took = run.attempt() == 0 ? 0 : run.finishedNanos() - run.startedNanos();
            listeners.tell(listener -> listener.onFinished(run, run.owner().facts(), took));
        }
    }

    private boolean retryLater(DefaultTaskRun<?> run, Throwable failure) {
        RetryPolicy policy = run.owner().definition().retryPolicy();
        if (policy == null || run.isStopRequested()) {
            return false;
        }
        Duration delay = policy.nextDelay(run.attempt(), failure);
        if (delay == null) {
            return false;
        }
        TimeSource.Alarm alarm = time.alarm(() -> retry(run));
        long due = time.nanoTime() + delay.toNanos();
        if (!run.beginRetry(alarm, due)) {
            return false;
        }
        run.owner().log().retried();
        listeners.tell(listener -> listener.onRetry(run, run.owner().facts(), failure, delay));
        alarm.reschedule(due);
        return true;
    }

    private static void retry(DefaultTaskRun<?> run) {
        if (!run.status().isFinal()) {
            run.owner().pool().readmit(run);
        }
    }
}
