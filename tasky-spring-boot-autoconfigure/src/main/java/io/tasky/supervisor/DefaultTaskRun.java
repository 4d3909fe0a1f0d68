package io.tasky.supervisor;

import io.tasky.pool.PoolEntry;
import io.tasky.spi.RunContextCarrier.Captured;
import io.tasky.task.RunPayload;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskPriority;
import io.tasky.task.TimeSource.Alarm;
import io.tasky.task.WaitingFor;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A run: its own handle, its own entry in a pool and its own context, so that a run costs one object. How it moves
 * is the business of {@link RunMoves}. Thread-safe.
 *
 * @param <T> the type of the result
 */
final class DefaultTaskRun<T extends @Nullable Object> extends RunMoves<T> implements TaskContext {

    /** The links of {@link RunLog}'s list, guarded by it. */
    @Nullable
    DefaultTaskRun<?> nextLive;

    @Nullable
    DefaultTaskRun<?> previousLive;

    private final ManagedTask owner;

    private final @Nullable Object payload;

    private final @Nullable Captured context;

    private final long number;

    private final long queued;

    private volatile boolean stopRequested;

    /** Where its task keeps it while its code runs. Written by the thread that starts it. */
    private @Nullable RunStripe stripe;

    private volatile @Nullable Retry retry;

    /** Makes a run, which counts as accepted by its task from here on. */
    DefaultTaskRun(ManagedTask owner, TaskPriority priority, @Nullable Object payload, long queued) {
        super(priority);
        this.owner = owner;
        this.payload = payload;
        this.queued = queued;
        this.context = owner.carried();
        this.number = owner.log().accepted();
    }

    /**
     * The payload of a run that the clock caused.
     *
     * @param due the moment it stands for, in nanoseconds of the time source
     */
    record Tick(long due) {}

    // Its way

    /** Asking for the time costs more than most of what a run costs: a busy thread asks once for two runs. */
    @Override
    protected PoolEntry.Next run(@Nullable PoolEntry before) {
        Engine engine = owner.engine();
        if (before instanceof DefaultTaskRun<?> earlier
                && earlier.endedByItself()
                && earlier.finishedNanos() - queued >= 0) {
            return engine.runner().execute(this, earlier.finishedNanos());
        }
        return engine.runner().execute(this, engine.time().nanoTime());
    }

    /** Its code is about to run for the first time. */
    void enlist() {
        stripe = owner.log().stripe();
        stripe.started(this);
    }

    boolean beginRetry(Alarm alarm, long due, RetryTurn turn) {
        retry = new Retry(alarm, due, turn);
        return moveTo(RunStatus.RETRYING);
    }

    /** When and by what the next attempt is started. */
    private record Retry(Alarm alarm, long due, RetryTurn turn) {}

    @Nullable
    WaitingFor retryReason() {
        Retry next = retry;
        return next == null
                ? null
                : new WaitingFor(
                        WaitingFor.Reason.BACKING_OFF,
                        attempt() + 1,
                        0,
                        owner.engine().time().toInstant(next.due()),
                        null);
    }

    // Stop and cancel

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        RunStatus before =
                settle(RunStatus.CANCELLED, null, owner.engine().time().nanoTime());
        if (before == null) {
            return false;
        }
        stopRequested = true;
        Retry next = retry;
        if (next != null) {
            next.alarm().cancel();
            owner.pool().remove(next.turn());
        }
        if (mayInterruptIfRunning) {
            interrupt();
        }
        boolean removed = owner.pool().remove(this);
        // A waiting run that is in no line any more is in the hands of a thread, which will find it cancelled.
        owner.cancelled(this, before, removed || before == RunStatus.HELD || before == RunStatus.RETRYING);
        return true;
    }

    /** Cancels a run that was taken out of its line; false if it has an outcome already. */
    boolean abandon() {
        RunStatus before =
                settle(RunStatus.CANCELLED, null, owner.engine().time().nanoTime());
        if (before != null) {
            owner.cancelled(this, before, true);
        } else {
            owner.leave(this);
        }
        return before != null;
    }

    @Override
    public boolean stop() {
        if (isDone()) {
            return false;
        }
        stopRequested = true;
        return status() == RunStatus.RUNNING || cancel(false);
    }

    // What it is

    ManagedTask owner() {
        return owner;
    }

    @Nullable
    Object rawPayload() {
        return payload;
    }

    @Nullable
    Captured context() {
        return context;
    }

    long number() {
        return number;
    }

    RunStripe stripe() {
        return Objects.requireNonNull(stripe, "a run that has not started is in no stripe");
    }

    long queuedNanos() {
        return queued;
    }

    /** The name that the submitter gave to this run alone, or null. */
    @Nullable
    String ownName() {
        return payload instanceof AdHocCall call ? call.options().name() : null;
    }

    @Override
    public String id() {
        return owner.engine().ids().text(number);
    }

    @Override
    public String runId() {
        return id();
    }

    @Override
    public String task() {
        String own = ownName();
        return own != null ? own : owner.name();
    }

    @Override
    public RunPayload payload() {
        return new RunPayload(task(), owner.definition().version(), owner.arguments(this));
    }

    @Override
    public Instant queuedAt() {
        return owner.engine().time().toInstant(queued);
    }

    @Override
    public @Nullable Instant startedAt() {
        return attempt() == 0 ? null : owner.engine().time().toInstant(startedNanos());
    }

    @Override
    public @Nullable Instant finishedAt() {
        return isDone() ? owner.engine().time().toInstant(finishedNanos()) : null;
    }

    @Override
    public @Nullable Instant scheduledTime() {
        return payload instanceof Tick tick ? owner.engine().time().toInstant(tick.due()) : null;
    }

    @Override
    public boolean isStopRequested() {
        return stopRequested;
    }

    // The future

    @Override
    public T get() throws InterruptedException, ExecutionException {
        return RunWait.get(this);
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        return RunWait.get(this, owner.engine().time(), unit.toNanos(timeout));
    }

    @Override
    public String toString() {
        return "run " + id() + " of '" + task() + "' (" + status() + ")";
    }
}
