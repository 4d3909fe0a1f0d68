package io.tasky.supervisor;

import io.tasky.task.RunStatus;
import io.tasky.task.TaskPriority;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Where a run stands, and who may move it: every move is one compare-and-set of the status, and {@link RunStatus} says
 * which are legal. So an outcome is decided once, whoever tries. Thread-safe.
 *
 * @param <T> the type of the result
 */
abstract class RunMoves<T extends @Nullable Object> extends RunStage<T> {

    private static final Object INTERRUPTING = new Object();

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private static final VarHandle STATUS = handle(LOOKUP, "status", RunStatus.class);

    private static final VarHandle RUNNER = handle(LOOKUP, "runner", Object.class);

    private static final VarHandle STAGE = handle(LOOKUP, "stage", CompletableFuture.class);

    private static final VarHandle LEFT = handle(LOOKUP, "left", boolean.class);

    /** Everything plain is written before a move, which publishes it. */
    private long started;

    private long finished;

    private int attempt;

    /** The result or the exception. Only the thread that runs the code brings one, before it decides. */
    private @Nullable Object outcome;

    /** Whether the code of a run that was cancelled or timed out has ended. */
    private volatile boolean left;

    private volatile RunStatus status = RunStatus.WAITING;

    /** The thread that executes an attempt, or {@link #INTERRUPTING} while somebody interrupts it. */
    private volatile @Nullable Object runner;

    private volatile @Nullable CompletableFuture<T> stage;

    RunMoves(TaskPriority priority) {
        super(priority);
    }

    /** The handle of a field of the class that looks it up. */
    static VarHandle handle(MethodHandles.Lookup lookup, String field, Class<?> type) {
        try {
            return lookup.findVarHandle(lookup.lookupClass(), field, type);
        } catch (ReflectiveOperationException ex) {
            throw new ExceptionInInitializerError(ex);
        }
    }

    /** Goes to a status; false if that move is not legal (any more). */
    final boolean moveTo(RunStatus next) {
        RunStatus current = status;
        while (current.canMoveTo(next)) {
            if (STATUS.compareAndSet(this, current, next)) {
                return true;
            }
            current = status;
        }
        return false;
    }

    /** Holds a run that nobody else knows yet. */
    final void hold() {
        status = RunStatus.HELD;
    }

    /** An attempt begins on this thread; false if the run has an outcome already. */
    final boolean begin(long now) {
        if (attempt == 0) {
            started = now;
        }
        // Before the move: whoever cancels after it sees this thread.
        RUNNER.set(this, Thread.currentThread());
        if (!moveTo(RunStatus.RUNNING)) {
            endAttempt();
            return false;
        }
        attempt++;
        return true;
    }

    /** The attempt's code has ended: from here on nobody interrupts this thread on the run's behalf. */
    final void endAttempt() {
        while (!RUNNER.compareAndSet(this, Thread.currentThread(), null)) {
            Thread.onSpinWait();
        }
        Thread.interrupted();
    }

    /** Interrupts the thread that executes this run now, if any, and no other. */
    final boolean interrupt() {
        Object thread = runner;
        if (!(thread instanceof Thread running) || !RUNNER.compareAndSet(this, thread, INTERRUPTING)) {
            return false;
        }
        running.interrupt();
        // Back to what it was: code that swallows one interrupt may need another.
        runner = running;
        return true;
    }

    /**
     * Decides the outcome; answers the status before, or null if it is decided already. Whoever decides it counts the run,
     * and only then tells those who wait, with {@link #completeStage()}.
     */
    final @Nullable RunStatus settle(RunStatus next, @Nullable Object value, long now) {
        RunStatus current = status;
        if (value != null) {
            outcome = value;
        }
        while (current.canMoveTo(next)) {
            finished = now;
            if (STATUS.compareAndSet(this, current, next)) {
                return current;
            }
            current = status;
        }
        if (value != null) {
            outcome = null;
        }
        return null;
    }

    @Override
    public final boolean isStuck() {
        return status.isFinal() && !endedByItself() && attempt > 0 && !left;
    }

    /** Cancels a run that stands there still, and may be cancelled there; false if it has moved on. */
    final boolean cancelFrom(RunStatus expected, long now) {
        finished = now;
        return STATUS.compareAndSet(this, expected, RunStatus.CANCELLED);
    }

    /** Whether this is the first call: a run leaves its task once. */
    final boolean leave() {
        return LEFT.compareAndSet(this, false, true);
    }

    final long startedNanos() {
        return started;
    }

    final long finishedNanos() {
        return finished;
    }

    /** Whether somebody has asked for the future, so that a failure is theirs to see. */
    final boolean isObserved() {
        return stage != null;
    }

    /** The thread that executes an attempt now, or null. */
    final @Nullable Thread thread() {
        return runner instanceof Thread thread ? thread : null;
    }

    final boolean endedByItself() {
        RunStatus now = status;
        return now == RunStatus.SUCCEEDED || now == RunStatus.FAILED;
    }

    @Override
    public final RunStatus status() {
        return status;
    }

    @Override
    public final int attempt() {
        return attempt;
    }

    @Override
    @SuppressWarnings("unchecked") // Of a run that succeeded, the outcome is the result.
    public final @Nullable T result() {
        return status == RunStatus.SUCCEEDED ? (T) outcome : null;
    }

    @Override
    public final @Nullable Throwable exception() {
        return switch (status) {
            case FAILED, REJECTED -> outcome instanceof Throwable failure ? failure : null;
            // Decided by another thread than the one that brings outcomes.
            case TIMED_OUT -> timedOutWith();
            default -> null;
        };
    }

    abstract @Nullable Throwable timedOutWith();

    /** Wakes those who wait for that. */
    abstract void statusIsFinal();

    @Override
    public final boolean isCancelled() {
        return status == RunStatus.CANCELLED;
    }

    @Override
    public final boolean isDone() {
        return status.isFinal();
    }

    @Override
    @SuppressWarnings("unchecked") // The handle does not know the type of its field.
    public final CompletableFuture<T> toCompletableFuture() {
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
    final void completeStage() {
        statusIsFinal();
        CompletableFuture<T> future = stage;
        if (future == null || !status.isFinal()) {
            return;
        }
        Throwable failure = exception();
        if (status == RunStatus.SUCCEEDED) {
            future.complete((T) outcome);
        } else if (failure != null) {
            future.completeExceptionally(failure);
        } else {
            future.completeExceptionally(
                    new CancellationException("Run " + id() + " of '" + task() + "' is " + status));
        }
    }
}
