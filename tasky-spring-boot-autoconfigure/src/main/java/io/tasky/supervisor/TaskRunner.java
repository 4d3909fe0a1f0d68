package io.tasky.supervisor;

import io.tasky.pool.PoolEntry;
import io.tasky.pool.PoolEntry.Next;
import io.tasky.spi.RunContextCarrier.Captured;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskContextHolder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Executes runs, one attempt at a time. Between two attempts a run has neither slot nor thread; while a stage that its
 * method returned is not complete, it has a slot and no thread. What follows from an attempt is the business of
 * {@link RunOutcomes}. Thread-safe.
 */
final class TaskRunner {

    private final TaskListeners listeners;

    private final RunOutcomes outcomes;

    private final TaskInterceptors interceptors;

    TaskRunner(TaskListeners listeners, RunOutcomes outcomes, TaskInterceptors interceptors) {
        this.listeners = listeners;
        this.outcomes = outcomes;
        this.interceptors = interceptors;
    }

    /** Executes one attempt on this thread from that moment on, with the slot of that entry. */
    Next execute(DefaultTaskRun<?> run, long now, RunTurn turn) {
        TaskGate gate = run.owner().gate();
        if (gate != null && !gate.pass(run)) {
            return Next.DONE;
        }
        if (!begin(run, now)) {
            return Next.DONE;
        }
        return attempt(run, now, turn);
    }

    private Next attempt(DefaultTaskRun<?> run, long now, RunTurn turn) {
        Object result = null;
        Throwable failure = null;
        TaskContext before = TaskContextHolder.set(run);
        try {
            result = call(run, now);
        } catch (Throwable ex) {
            failure = ex;
        } finally {
            TaskContextHolder.set(before);
            if (run.endAttempt() || failure instanceof InterruptedException) {
                keepInterrupt(run);
            }
        }
        if (result instanceof CompletionStage<?> stage && run.owner().awaitsStages()) {
            return await(run, stage, turn);
        }
        outcomes.attemptEnded(run, result, failure);
        return Next.DONE;
    }

    /** False if the run was cancelled meanwhile. */
    private boolean begin(DefaultTaskRun<?> run, long now) {
        boolean first = run.attempt() == 0;
        if (!first) {
            // Before the status tells of it, or the run would seem to have been running since its first attempt.
            run.needExtras().attemptStarted = now;
        }
        if (!run.begin(now)) {
            if (run.endAttempt()) {
                keepInterrupt(run);
            }
            outcomes.leave(run);
            return false;
        }
        if (first) {
            run.enlist();
            announceStart(run, now);
        }
        return true;
    }

    private @Nullable Object call(DefaultTaskRun<?> run, long now) throws Throwable {
        long timeout = run.owner().timeoutNanos();
        if (timeout > 0) {
            outcomes.limit(run, now + timeout);
        }
        if (run.isDone()) {
            return null;
        }
        Captured context = run.context();
        return context == null ? interceptors.call(run) : context.call(() -> interceptors.call(run));
    }

    /** An interrupt that was not meant for the run was meant for its caller, where the caller runs it. */
    private static void keepInterrupt(DefaultTaskRun<?> run) {
        if (PoolEntry.current() == null && !run.wasInterrupted()) {
            Thread.currentThread().interrupt();
        }
    }

    /** The attempt lasts until the stage is complete; whoever completes it ends the attempt. */
    private Next await(DefaultTaskRun<?> run, CompletionStage<?> stage, RunTurn turn) {
        CompletableFuture<?> future;
        CompletableFuture<?> end;
        try {
            future = stage.toCompletableFuture();
            end = future.copy();
        } catch (Throwable ex) {
            outcomes.attemptEnded(run, null, ex);
            return Next.DONE;
        }
        boolean goesOn = !future.isDone();
        if (goesOn) {
            run.awaitStage(future, end);
            SlotLoan.toAwaited(stage, run, turn);
        }
        // A stage that is complete by now ends the attempt here and at once.
        CompletionStage<?> awaited = end;
        awaited.whenComplete((value, failure) -> {
            try {
                outcomes.attemptEnded(run, value, unwrapped(failure));
            } finally {
                if (goesOn) {
                    turn.stageEnded();
                }
            }
        });
        return goesOn ? Next.KEPT : Next.DONE;
    }

    private static @Nullable Throwable unwrapped(@Nullable Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private void announceStart(DefaultTaskRun<?> run, long now) {
        ManagedTask task = run.owner();
        listeners.started(run, task.facts(), Math.max(0, now - run.waitingSinceNanos()));
        if (run.rawPayload() instanceof Tick tick) {
            listeners.late(task.facts(), Math.max(0, now - tick.due()));
        }
    }
}
