package io.tasky.supervisor;

import io.tasky.pool.PoolEntry;
import io.tasky.spi.RunContextCarrier.Captured;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run: its own handle, its own entry in a pool and its own context, so that a run costs one object. How it moves
 * is the business of {@link RunMoves}, how it is steered that of {@link SteeredRun}. Thread-safe.
 *
 * @param <T> the type of the result
 */
final class DefaultTaskRun<T extends @Nullable Object> extends SteeredRun<T> {

    private static final Logger logger = LoggerFactory.getLogger(DefaultTaskRun.class);

    /** The links of {@link RunLog}'s list, guarded by it. */
    @Nullable
    DefaultTaskRun<?> nextLive;

    @Nullable
    DefaultTaskRun<?> previousLive;

    /** Where its task keeps it while its code runs. Written by the thread that starts it. */
    private @Nullable RunStripe stripe;

    /** Makes a run, which counts as accepted by its task from here on. */
    DefaultTaskRun(ManagedTask owner, TaskPriority priority, @Nullable Object payload, long queued) {
        this(owner, priority, payload, queued, owner.carried(payload));
    }

    /** The same with what was captured before, where somebody else submits it. */
    DefaultTaskRun(
            ManagedTask owner,
            TaskPriority priority,
            @Nullable Object payload,
            long queued,
            @Nullable Captured context) {
        super(owner, priority, payload, queued, context);
        owner.engine().runWatch().runAccepted();
    }

    @Override
    DefaultTaskRun<T> self() {
        return this;
    }

    /**
     * Asking for the time costs more than most of what a run costs: a busy thread asks once for two runs, where nothing but
     * listeners came in between and no limit counts from there.
     */
    @Override
    protected PoolEntry.Next run(@Nullable PoolEntry before) {
        ManagedTask owner = owner();
        Engine engine = owner.engine();
        if (before instanceof DefaultTaskRun<?> earlier
                && earlier.status() == RunStatus.SUCCEEDED
                && !earlier.isObserved()
                && owner.timeoutNanos() == 0
                && earlier.finishedNanos() - queuedNanos() >= 0) {
            return engine.runner().execute(this, earlier.finishedNanos(), this);
        }
        return engine.runner().execute(this, engine.time().nanoTime(), this);
    }

    /** Its code is about to run for the first time. */
    void enlist() {
        stripe = owner().log().stripe();
        stripe.started(this);
    }

    /** It was held, and waits for a slot from now on; false if it has an outcome already. */
    boolean beginWaiting() {
        // Before the move, which publishes it.
        noteWait();
        if (!moveTo(RunStatus.WAITING)) {
            return false;
        }
        owner().engine().runWatch().runAccepted();
        return true;
    }

    private void noteWait() {
        needExtras().waitingSince = owner().engine().time().nanoTime();
    }

    /** It waited for something else until now, and goes to its pool. */
    void waitsForSlot() {
        if (attempt() == 0) {
            noteWait();
            owner().engine().runWatch().runAccepted();
        }
    }

    /** It was held, and goes to its pool now. */
    void readmit() {
        if (beginWaiting()) {
            owner().readmitOrAbandon(this);
        }
    }

    /** It was refused, and its task counts that; who holds it already is told. False if it has an outcome already. */
    boolean refuse(Throwable refusal) {
        boolean refused =
                settle(RunStatus.REJECTED, refusal, owner().engine().time().nanoTime()) != null;
        if (refused) {
            completeStage();
        }
        return refused;
    }

    /** Cancels a run that was taken out of its line; false if it has an outcome already. */
    boolean abandon() {
        RunStatus before =
                settle(RunStatus.CANCELLED, null, owner().engine().time().nanoTime());
        if (before != null) {
            owner().engine().outcomes().decidedEarly(this, before, RunStatus.CANCELLED, true);
        } else {
            owner().engine().outcomes().leave(this);
        }
        return before != null;
    }

    /** The same for one that its pool does not take, because that was closed meanwhile. */
    void abandon(RejectedExecutionException refusal) {
        if (abandon()) {
            logger.warn(
                    "Run {} of task '{}' was cancelled, because its pool was closed meanwhile", id(), task(), refusal);
        }
    }

    RunStripe stripe() {
        return Objects.requireNonNull(stripe, "a run that has not started is in no stripe");
    }

    /** Since when it waits for a slot, or did: later than it was queued if it was held before. */
    long waitingSinceNanos() {
        RunExtras known = extras();
        return known == null ? queuedNanos() : known.waitingSince;
    }

    @Override
    public TaskRun<T> restart() {
        if (!isDone()) {
            throw new IllegalStateException("Run " + id() + " of '" + task() + "' is " + status()
                    + " and cannot be restarted yet. Stop it first, and wait for its end.");
        }
        return owner().restart(this);
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        return RunWait.get(this);
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        return RunWait.get(this, unit.toNanos(timeout));
    }

    @Override
    public String toString() {
        return "run " + id() + " of '" + task() + "' (" + status() + ")";
    }
}
