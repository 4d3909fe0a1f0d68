package io.tasky.supervisor;

import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskRefusedException;
import io.tasky.task.TaskState;
import io.tasky.task.TaskStateException;
import io.tasky.task.WaitingFor;
import io.tasky.task.WaitingFor.Reason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of a task: its own state, and on top of it whether the supervisor lets sources start runs. Where both
 * say yes, the source is open. Thread-safe.
 */
abstract class SwitchedTask implements TaskControl {

    /**
     * Guards the state of the task and of its kind's source. Nothing foreign is called while it is held, but what counts the
     * moments of a schedule: {@link io.tasky.task.Schedule} and {@link io.tasky.spi.TickDelays#jitter}.
     */
    protected final Object lock = new Object();

    /** Written with the lock held; read without it by every call of a background task. */
    private volatile TaskState state;

    /** Whether the supervisor lets sources start runs. */
    private boolean open;

    /** Why sources may start nothing, or null if they may. */
    private @Nullable WaitingFor closedReason = WaitingFor.supervisor("not started");

    /** Why it takes no calls any more, or null; then it is closed for good. */
    private volatile @Nullable String shut;

    private long changes;

    SwitchedTask(TaskState state) {
        this.state = state;
    }

    /** The source may start runs from now on. Called with the lock held. */
    abstract void opened();

    /** The source must not start runs from now on. Called with the lock held. */
    abstract void closed();

    /** The supervisor has opened or closed the source, whatever the state of the task. Called with the lock held. */
    void openChanged(boolean isOpen) {}

    /** What was planned is void: the task was disabled, or has come to its end. Called with the lock held. */
    void forget() {}

    /** What to do once the lock is given back after {@link #opened()}. */
    void afterOpening() {}

    /** What to do once the lock is given back after somebody has changed the state. */
    void afterMove() {}

    /** Answers whether it stood elsewhere. Lock held. */
    private boolean move(TaskState next) {
        TaskState current = state;
        if (current == next) {
            return false;
        }
        if (!current.canMoveTo(next)) {
            throw new TaskStateException("Task '" + name() + "' cannot go from " + current + " to " + next + ".");
        }
        boolean wasActive = isActive();
        state = next;
        changes++;
        switchSource(wasActive);
        if (next == TaskState.DISABLED || next == TaskState.ENDED) {
            forget();
        }
        return true;
    }

    private void switchSource(boolean wasActive) {
        if (isActive() && !wasActive) {
            opened();
        } else if (!isActive() && wasActive) {
            closed();
        }
    }

    /** Whether the source may start runs. Lock held. */
    protected final boolean isActive() {
        return open && state == TaskState.ENABLED;
    }

    protected final TaskState state() {
        return state;
    }

    /** Whether the source would start runs if nobody had paused it. Lock held. */
    protected final boolean isActiveOrPaused() {
        return open && (state == TaskState.ENABLED || state == TaskState.PAUSED);
    }

    /** Refuses a call, or an extra run, unless the task is enabled or paused. */
    final void checkTakesCalls() {
        String refusal = shut;
        if (refusal != null) {
            throw new TaskRefusedException(refusal);
        }
        TaskState state = state();
        if (state != TaskState.ENABLED && state != TaskState.PAUSED) {
            throw new TaskRefusedException(
                    "Task '" + name() + "' is " + state + " and takes no calls. Enable it first, or do not call it.");
        }
    }

    /** The task came to its own end. Lock held. */
    protected final void endItself() {
        if (state.canMoveTo(TaskState.ENDED)) {
            move(TaskState.ENDED);
        }
    }

    /** Undoes {@link #endItself()}. Lock held. */
    protected final void reviveIfEnded() {
        if (state == TaskState.ENDED) {
            move(TaskState.ENABLED);
        }
    }

    /** The supervisor opens or closes the sources. To be followed by {@link #afterOpening()}. */
    final void setOpen(boolean value, String why) {
        synchronized (lock) {
            if (shut != null) {
                return;
            }
            boolean wasActive = isActive();
            open = value;
            closedReason = value ? null : WaitingFor.supervisor(why);
            switchSource(wasActive);
            openChanged(value);
        }
    }

    /** Refuses to steer what is closed for good. */
    protected final void checkIsThere() {
        String refusal = shut;
        if (refusal != null) {
            throw new TaskStateException(refusal);
        }
    }

    /** Closes the source for good, whatever the supervisor does; calls are refused with that text. */
    final void shut(String why, String refusal) {
        synchronized (lock) {
            setOpen(false, why);
            shut = refusal;
        }
    }

    protected final boolean isShut() {
        return shut != null;
    }

    @Override
    public final boolean enable() {
        return moveAndFollow(TaskState.ENABLED, null);
    }

    @Override
    public final boolean disable() {
        return moveAndFollow(TaskState.DISABLED, null);
    }

    @Override
    public final boolean pause() {
        return moveAndFollow(TaskState.PAUSED, "cannot be paused: it starts nothing anyway. Enable it first.");
    }

    @Override
    public final boolean resume() {
        return moveAndFollow(TaskState.ENABLED, "cannot be resumed: it is not paused. Enable it instead.");
    }

    /** A move that only a task which is on may make comes with the problem of the others. */
    private boolean moveAndFollow(TaskState next, @Nullable String problem) {
        checkIsThere();
        boolean moved;
        synchronized (lock) {
            if (problem != null && state != TaskState.ENABLED && state != TaskState.PAUSED) {
                throw new TaskStateException("Task '" + name() + "' is " + state + " and " + problem);
            }
            moved = move(next);
        }
        if (next == TaskState.ENABLED) {
            afterOpening();
        }
        afterMove();
        return moved;
    }

    @Override
    public boolean reschedule(TaskAttributes schedule) {
        throw ScheduleRequests.noneToChange(snapshot());
    }

    @Override
    public final List<Instant> nextRuns(int count) {
        return comingRuns(ScheduleRequests.checkedCount(count));
    }

    /** The times that are known at which it is due next, at most that many. Called without the lock. */
    List<Instant> comingRuns(int count) {
        return List.of();
    }

    /** Something else than its state has changed. Lock held. */
    protected final void changed() {
        changes++;
    }

    /** How often it has changed. Lock held. */
    protected final long changes() {
        return changes;
    }

    /** Why the source is closed, or null if it is open. Lock held. */
    protected final @Nullable WaitingFor closedBecause() {
        return switch (state) {
            case DISABLED -> WaitingFor.of(Reason.DISABLED);
            case PAUSED -> WaitingFor.of(Reason.PAUSED);
            case ENDED -> WaitingFor.of(Reason.ENDED);
            case ENABLED -> closedReason;
        };
    }
}
