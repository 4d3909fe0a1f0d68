package io.tasky.supervisor;

import io.tasky.pool.PoolEntry;
import io.tasky.task.RunPayload;
import io.tasky.task.RunProgress;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskRun;
import io.tasky.task.TimeSource;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The run of a whole chain, as its submitter sees it. It never enters a pool itself, its steps do. Thread-safe.
 *
 * @param <T> the type of the last step's result
 */
final class ChainRun<T extends @Nullable Object> extends RunStage<T> {

    private final TimeSource time;

    private final Outcome outcome = new Outcome();

    private final ChainSteps<T> steps;

    ChainRun(TimeSource time, Submissions submissions, List<ChainStep> steps) {
        super(steps.get(0).options().priority());
        this.time = time;
        this.steps = new ChainSteps<>(submissions, steps, outcome);
    }

    void start() {
        steps.start();
    }

    /** The end of the chain; to cancel it is to cancel the chain. */
    private final class Outcome extends LendingFuture<T> {

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            return ChainRun.this.cancel(false) || isCancelled();
        }
    }

    @Override
    protected Next run(@Nullable PoolEntry before) {
        throw new IllegalStateException("A chain enters no pool; its steps do.");
    }

    @Override
    public CompletableFuture<T> toCompletableFuture() {
        steps.observe();
        return outcome;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return steps.cancel(mayInterruptIfRunning);
    }

    @Override
    public boolean stop() {
        return steps.stop();
    }

    /** Waits for one step after the other, each as its own run waits. */
    @Override
    public T get() throws InterruptedException, ExecutionException {
        steps.observe();
        DefaultTaskRun<?> step = null;
        while (!isDone() && step != steps.current()) {
            step = steps.current();
            try {
                step.get();
            } catch (ExecutionException | CancellationException ex) {
                // It ended the chain, which tells of it below.
                break;
            }
        }
        return RunWait.get(this);
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        steps.observe();
        long deadline = time.nanoTime() + Math.min(unit.toNanos(timeout), Long.MAX_VALUE / 2);
        DefaultTaskRun<?> step = null;
        while (!isDone() && step != steps.current()) {
            step = steps.current();
            try {
                step.get(deadline - time.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException | CancellationException ex) {
                // It ended the chain, which tells of it below.
                break;
            }
        }
        return FutureWait.get(this, time, deadline - time.nanoTime());
    }

    @Override
    public boolean isDone() {
        return outcome.isDone();
    }

    @Override
    public boolean isCancelled() {
        return outcome.isCancelled();
    }

    @Override
    public RunStatus status() {
        RunStatus step = steps.current().status();
        if (!outcome.isDone()) {
            return startedAt() == null || step == RunStatus.RETRYING ? step : RunStatus.RUNNING;
        }
        if (!outcome.isCompletedExceptionally()) {
            return RunStatus.SUCCEEDED;
        }
        if (step.isFinal() && step != RunStatus.SUCCEEDED) {
            return step;
        }
        return outcome.isCancelled() ? RunStatus.CANCELLED : RunStatus.FAILED;
    }

    @Override
    public @Nullable T result() {
        return outcome.isDone() && !outcome.isCompletedExceptionally() ? outcome.join() : null;
    }

    @Override
    public @Nullable Throwable exception() {
        if (!outcome.isCompletedExceptionally() || outcome.isCancelled()) {
            return null;
        }
        return outcome.handle((result, failure) -> failure).join();
    }

    @Override
    public String id() {
        return steps.first().id();
    }

    @Override
    public String task() {
        return steps.first().task();
    }

    @Override
    public RunPayload payload() {
        return steps.first().payload();
    }

    @Override
    public int attempt() {
        return steps.current().attempt();
    }

    @Override
    public Instant queuedAt() {
        return steps.first().queuedAt();
    }

    @Override
    public @Nullable Instant startedAt() {
        return steps.first().startedAt();
    }

    @Override
    public @Nullable Instant finishedAt() {
        return isDone() ? steps.current().finishedAt() : null;
    }

    @Override
    public String toString() {
        return "chain " + id() + " of '" + task() + "' (" + status() + ")";
    }

    @Override
    public List<Throwable> failures() {
        return steps.current().failures();
    }

    @Override
    public @Nullable RunProgress progress() {
        return steps.current().progress();
    }

    @Override
    public boolean isStopRequested() {
        return steps.current().isStopRequested();
    }

    @Override
    public boolean isStuck() {
        return steps.current().isStuck();
    }

    /** Goes to the step that runs, or comes next. */
    @Override
    public boolean send(Object message) {
        return steps.current().send(message);
    }

    @Override
    public TaskRun<T> restart() {
        throw new IllegalStateException("A chain cannot be restarted. Submit it once more.");
    }
}
