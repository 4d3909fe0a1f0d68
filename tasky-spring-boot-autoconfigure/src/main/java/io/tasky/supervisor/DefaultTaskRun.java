package io.tasky.supervisor;

import io.tasky.pool.PoolEntry;
import io.tasky.spi.RunContextCarrier.Captured;
import io.tasky.task.RunPayload;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskPriority;
import io.tasky.task.TimeSource.Alarm;
import io.tasky.task.WaitingFor;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A run: its own handle, its own entry in a pool and its own context, so that a run costs one object. Who sets the
 * outcome first decides it; {@link RunStatus} says which moves are legal. Thread-safe.
 *
 * @param <T> the type of the result
 */
final class DefaultTaskRun<T extends @Nullable Object> extends RunStage<T> implements TaskContext {

    private static final Object NO_RESULT = new Object();

    private static final Object INTERRUPTING = new Object();

    private static final VarHandle STATUS = handle("status", RunStatus.class);

    private static final VarHandle OUTCOME = handle("outcome", Object.class);

    private static final VarHandle RUNNER = handle("runner", Object.class);

    private static final VarHandle STAGE = handle("stage", CompletableFuture.class);

    private static final VarHandle LEFT = handle("left", boolean.class);

    /** The links of {@link RunLog}'s list, guarded by it. */
    @Nullable DefaultTaskRun<?> nextLive;

    @Nullable DefaultTaskRun<?> previousLive;

    private final ManagedTask owner;

    private final @Nullable Object payload;

    private final @Nullable Captured context;

    private final long number;

    private final long queued;

    /** Written before {@link #outcome} or {@link #status}, which publish them. */
    private long started;

    private long finished;

    private int attempt;

    private volatile boolean stopRequested;

    @SuppressWarnings("unused")
    private volatile boolean left;

    private volatile RunStatus status = RunStatus.WAITING;

    /** Where its task keeps it while its code runs. Written before the status that says so. */
    private @Nullable RunStripe stripe;

    /** The result, {@link #NO_RESULT} for null, or the exception. */
    private volatile @Nullable Object outcome;

    /** The thread that executes an attempt, or {@link #INTERRUPTING} while somebody interrupts it. */
    private volatile @Nullable Object runner;

    private volatile @Nullable CompletableFuture<T> stage;

    private volatile @Nullable Retry retry;

    DefaultTaskRun(ManagedTask owner, TaskPriority priority, @Nullable Object payload, long queued) {
        super(priority);
        this.owner = owner;
        this.payload = payload;
        this.queued = queued;
        this.context = owner.engine().carrier().capture();
        this.number = owner.engine().ids().next();
    }

    private static VarHandle handle(String field, Class<?> type) {
        try {
            return MethodHandles.lookup().findVarHandle(DefaultTaskRun.class, field, type);
        } catch (ReflectiveOperationException ex) {
            throw new ExceptionInInitializerError(ex);
        }
    }

    /**
     * The payload of a run that the clock caused.
     *
     * @param due the moment it stands for, in nanoseconds of the time source
     */
    record Tick(long due) {}

    // The moves

    /** Goes to a status; false if the run has an outcome, so that the move makes no sense any more. */
    private boolean moveTo(RunStatus next) {
        RunStatus current = status;
        while (outcome == null && current.canMoveTo(next)) {
            if (STATUS.compareAndSet(this, current, next)) {
                return true;
            }
            current = status;
        }
        return false;
    }

    /** Holds a run that was not offered to its pool yet. */
    void hold() {
        status = RunStatus.HELD;
    }

    boolean unhold() {
        return moveTo(RunStatus.WAITING);
    }

    /** An attempt begins on this thread; false if the run has an outcome already. */
    boolean begin(long now) {
        if (attempt == 0) {
            started = now;
            stripe = owner.log().stripe();
        }
        // Before the move, which is a fence: whoever cancels sees this thread, or this thread sees the outcome.
        RUNNER.set(this, Thread.currentThread());
        if (!moveTo(RunStatus.RUNNING)) {
            endAttempt();
            return false;
        }
        attempt++;
        return true;
    }

    /** Whether nobody has decided the outcome. */
    boolean isUndecided() {
        return outcome == null;
    }

    /** The attempt's code has ended: from here on nobody interrupts this thread on the run's behalf. */
    void endAttempt() {
        while (!RUNNER.compareAndSet(this, Thread.currentThread(), null)) {
            Thread.onSpinWait();
        }
        Thread.interrupted();
    }

    boolean beginRetry(Alarm alarm, long due, RetryTurn turn) {
        retry = new Retry(alarm, due, turn);
        return moveTo(RunStatus.RETRYING);
    }

    /** When and by what the next attempt is started. */
    private record Retry(Alarm alarm, long due, RetryTurn turn) {}

    @Nullable WaitingFor retryReason() {
        Retry next = retry;
        return next == null
                ? null
                : new WaitingFor(
                        WaitingFor.Reason.BACKING_OFF,
                        attempt + 1,
                        0,
                        owner.engine().time().toInstant(next.due()),
                        null);
    }

    /** Sets the outcome; answers the status before, or null if there is an outcome already. */
    @Nullable RunStatus settle(RunStatus outcomeStatus, @Nullable Object result, long now) {
        if (!OUTCOME.compareAndSet(this, null, result == null ? NO_RESULT : result)) {
            return null;
        }
        finished = now;
        RunStatus before = (RunStatus) STATUS.getAndSet(this, outcomeStatus);
        completeStage();
        return before;
    }

    /** Whether this is the first call: a run leaves its task once. */
    boolean leave() {
        return LEFT.compareAndSet(this, false, true);
    }

    /** Asking for the time costs more than most of what a run costs: a busy thread asks once for two runs. */
    @Override
    protected PoolEntry.Next run(@Nullable PoolEntry before) {
        Engine engine = owner.engine();
        if (before instanceof DefaultTaskRun<?> earlier && earlier.endedByItself() && earlier.finished - queued >= 0) {
            return engine.runner().execute(this, earlier.finished);
        }
        return engine.runner().execute(this, engine.time().nanoTime());
    }

    private boolean endedByItself() {
        RunStatus now = status;
        return now == RunStatus.SUCCEEDED || now == RunStatus.FAILED;
    }

    // Stop and cancel

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        RunStatus before = settle(RunStatus.CANCELLED, null, owner.engine().time().nanoTime());
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
        RunStatus before = settle(RunStatus.CANCELLED, null, owner.engine().time().nanoTime());
        if (before != null) {
            owner.cancelled(this, before, true);
        } else {
            owner.leave(this);
        }
        return before != null;
    }

    /** Interrupts the thread that executes this run now, if any, and no other. */
    boolean interrupt() {
        Object thread = runner;
        if (!(thread instanceof Thread running) || !RUNNER.compareAndSet(this, thread, INTERRUPTING)) {
            return false;
        }
        running.interrupt();
        // Back to what it was: code that swallows one interrupt may need another.
        runner = running;
        return true;
    }

    @Override
    public boolean stop() {
        if (status.isFinal()) {
            return false;
        }
        stopRequested = true;
        return status == RunStatus.RUNNING || cancel(false);
    }

    // What it is

    ManagedTask owner() {
        return owner;
    }

    @Nullable Object rawPayload() {
        return payload;
    }

    @Nullable Captured context() {
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

    long startedNanos() {
        return started;
    }

    long finishedNanos() {
        return finished;
    }

    /** The name that the submitter gave to this run alone, or null. */
    @Nullable String ownName() {
        return payload instanceof AdHocCall call ? call.options().name() : null;
    }

    /** Whether somebody has asked for the future, so that a failure is theirs to see. */
    boolean isObserved() {
        return stage != null;
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
    public RunStatus status() {
        return status;
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public Instant queuedAt() {
        return owner.engine().time().toInstant(queued);
    }

    @Override
    public @Nullable Instant startedAt() {
        return attempt == 0 ? null : owner.engine().time().toInstant(started);
    }

    @Override
    public @Nullable Instant finishedAt() {
        return status.isFinal() ? owner.engine().time().toInstant(finished) : null;
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
    @SuppressWarnings("unchecked")
    public @Nullable T result() {
        return status == RunStatus.SUCCEEDED && outcome != NO_RESULT ? (T) outcome : null;
    }

    @Override
    public @Nullable Throwable exception() {
        return status.isFinal() && outcome instanceof Throwable failure && status != RunStatus.SUCCEEDED
                ? failure
                : null;
    }

    @Override
    public boolean isCancelled() {
        return status == RunStatus.CANCELLED;
    }

    @Override
    public boolean isDone() {
        return status.isFinal();
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        return toCompletableFuture().get();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<T> copy = toCompletableFuture().copy();
        Alarm alarm = owner.engine()
                .time()
                .schedule(
                        owner.engine().time().nanoTime() + unit.toNanos(timeout),
                        () -> copy.completeExceptionally(new WaitTimeout()));
        try {
            return copy.get();
        } catch (ExecutionException ex) {
            if (ex.getCause() instanceof WaitTimeout) {
                throw (TimeoutException) new TimeoutException("Run " + id() + " of '" + task() + "' is " + status
                                + " after " + timeout + " " + unit)
                        .initCause(ex);
            }
            if (ex.getCause() instanceof CancellationException cancelled) {
                // A copy wraps what the future itself throws as it is.
                throw cancelled;
            }
            throw ex;
        } finally {
            alarm.cancel();
        }
    }

    private static final class WaitTimeout extends RuntimeException {}

    @Override
    @SuppressWarnings("unchecked")
    public CompletableFuture<T> toCompletableFuture() {
        CompletableFuture<T> future = stage;
        if (future == null) {
            future = new RunFuture<>(this);
            if (!STAGE.compareAndSet(this, null, future)) {
                future = (CompletableFuture<T>) STAGE.getVolatile(this);
            }
            completeStage();
        }
        return future;
    }

    /** After the status is final, by whoever ends the run or makes the future later. */
    @SuppressWarnings({"unchecked", "NullAway"}) // A null result is legal exactly where T admits null.
    private void completeStage() {
        CompletableFuture<T> future = stage;
        if (future == null || !status.isFinal()) {
            return;
        }
        if (status == RunStatus.SUCCEEDED) {
            future.complete((T) (outcome == NO_RESULT ? null : outcome));
        } else if (outcome instanceof Throwable failure) {
            future.completeExceptionally(failure);
        } else {
            future.completeExceptionally(new CancellationException("Run " + id() + " of '" + task() + "' is " + status));
        }
    }

    @Override
    public String toString() {
        return "run " + id() + " of '" + task() + "' (" + status + ")";
    }
}
