package io.tasky.supervisor;

import io.tasky.pool.FieldHandle;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskPriority;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Where a run stands, and who may move it: every move is one compare-and-set of the status, and {@link RunStatus} says
 * which are legal. So an outcome is decided once, whoever tries. Thread-safe.
 *
 * @param <T> the type of the result
 */
abstract class RunMoves<T extends @Nullable Object> extends RunThread<T> {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private static final VarHandle STATUS = FieldHandle.of(LOOKUP, "status", RunStatus.class);

    private static final VarHandle LEFT = FieldHandle.of(LOOKUP, "left", boolean.class);

    /** Everything plain is written before a move, which publishes it. */
    private long started;

    private long finished;

    private int attempt;

    /** The result or the exception. Only the thread that runs the code brings one, before it decides. */
    private @Nullable Object outcome;

    /** Whether the code of a run that was cancelled or timed out has ended. */
    private volatile boolean left;

    private volatile RunStatus status = RunStatus.WAITING;

    RunMoves(TaskPriority priority) {
        super(priority);
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

    /** Holds a run that has gone nowhere yet; false if somebody who shares it was faster, and has cancelled it. */
    final boolean beginHeld() {
        return STATUS.compareAndSet(this, RunStatus.WAITING, RunStatus.HELD);
    }

    /** An attempt begins on this thread; false if the run has an outcome already. {@link #endAttempt()} follows in any case. */
    final boolean begin(long now) {
        int earlier = attempt;
        if (earlier == 0) {
            started = now;
        } else {
            attempt = earlier + 1;
        }
        // Before the move: whoever cancels after it sees this thread.
        enter();
        if (!moveTo(RunStatus.RUNNING)) {
            attempt = earlier;
            return false;
        }
        // The first one only now: a run that is cancelled at this moment has not started.
        attempt = earlier + 1;
        return true;
    }

    /**
     * Decides the outcome; answers the status before, or null if it is decided already. Whoever decides it counts the run,
     * and only then tells those who wait, with {@link RunEnd#completeStage()}.
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

    @Override
    public final boolean isCancelled() {
        return status == RunStatus.CANCELLED;
    }

    @Override
    public final boolean isDone() {
        return status.isFinal();
    }
}
