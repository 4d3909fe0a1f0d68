package io.tasky.supervisor;

import io.tasky.spi.RunContextCarrier.Captured;
import io.tasky.task.TaskContext;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The way of one chain: a step at a time, until one fails or was the last. Thread-safe: whoever ends it first decides, and
 * who starts a step looks afterwards whether the chain was stopped or ended meanwhile.
 *
 * @param <T> the type of the last step's result
 */
final class ChainSteps<T extends @Nullable Object> {

    private final Submissions submissions;

    private final List<ChainStep> steps;

    private final CompletableFuture<T> outcome;

    /** What belongs to whoever submitted the chain: it travels with every step. */
    private final @Nullable Captured context;

    private final DefaultTaskRun<?> first;

    /** The step that was submitted last. Written by the submitter, and then by the thread of the step before. */
    private volatile DefaultTaskRun<?> current;

    private volatile boolean stopRequested;

    private volatile boolean observed;

    ChainSteps(Submissions submissions, List<ChainStep> steps, CompletableFuture<T> outcome) {
        this.submissions = submissions;
        this.steps = steps;
        this.outcome = outcome;
        this.context = submissions.capture();
        this.first = prepare(0, null);
        this.current = first;
    }

    private DefaultTaskRun<@Nullable Object> prepare(int index, @Nullable Object input) {
        ChainStep step = steps.get(index);
        return submissions.prepare(step.entry(), new ChainStep.Call(this, index, input), step.options(), context);
    }

    void start() {
        watch(0, first);
        submissions.accept(steps.get(0).entry(), first);
    }

    @Nullable
    Object call(int index, @Nullable Object input) throws Exception {
        Object result = steps.get(index).body().run(input);
        if (!isLast(index)
                && !outcome.isDone()
                && !stopRequested
                && !TaskContext.current().isStopRequested()) {
            startNext(index + 1, result);
        }
        return result;
    }

    /** On the thread of the step before, whose run has not ended: a stop that waits for runs sees one of the two. */
    private void startNext(int index, @Nullable Object input) {
        DefaultTaskRun<?> next = prepare(index, input);
        watch(index, next);
        current = next;
        try {
            next.owner().pool().readmit(next);
        } catch (RejectedExecutionException ex) {
            refused(index, next, ex);
        }
        if (stopRequested) {
            next.stop();
        }
        if (outcome.isDone()) {
            next.cancel(true);
        }
    }

    /** Its pool was closed meanwhile. The chain's caller has gone on: the refusal is an outcome, as a failure would be. */
    private void refused(int index, DefaultTaskRun<?> run, RejectedExecutionException ex) {
        RejectedExecutionException refusal = new RejectedExecutionException(
                "Step " + (index + 1) + " of " + steps.size() + " of chain '" + first.task() + "' was refused. "
                        + ex.getMessage(),
                ex);
        outcome.completeExceptionally(refusal);
        steps.get(index).entry().rejectAndReport(run, refusal);
    }

    private void watch(int index, DefaultTaskRun<?> run) {
        CompletableFuture<?> unused =
                run.toCompletableFuture().whenComplete((result, failure) -> ended(index, run, result, failure));
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // The last step gives a T, which is null only where T admits null.
    private void ended(int index, DefaultTaskRun<?> run, @Nullable Object result, @Nullable Throwable failure) {
        if (failure != null) {
            outcome.completeExceptionally(failure);
            current.cancel(true);
        } else if (isLast(index)) {
            outcome.complete((T) result);
        } else if (current == run) {
            outcome.completeExceptionally(new CancellationException(
                    "Chain '" + run.task() + "' was stopped in step " + (index + 1) + " of " + steps.size()));
        }
    }

    private boolean isLast(int index) {
        return index == steps.size() - 1;
    }

    /** Whether this step was done, and no other followed although there is one. */
    boolean stopsAfter(int index, DefaultTaskRun<?> run) {
        return run.endedByItself() && run.exception() == null && current == run && !isLast(index);
    }

    boolean stop() {
        if (outcome.isDone()) {
            return false;
        }
        stopRequested = true;
        return current.stop() || !outcome.isDone();
    }

    boolean cancel(boolean mayInterruptIfRunning) {
        boolean decided =
                outcome.completeExceptionally(new CancellationException("Chain '" + first.task() + "' was cancelled"));
        current.cancel(mayInterruptIfRunning);
        return decided;
    }

    DefaultTaskRun<?> first() {
        return first;
    }

    DefaultTaskRun<?> current() {
        return current;
    }

    void observe() {
        observed = true;
    }

    /** Whether somebody holds the chain's future, so that a failure is theirs to see. */
    boolean isObserved() {
        return observed;
    }
}
