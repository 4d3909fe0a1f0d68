package io.tasky.supervisor;

import io.tasky.pool.PoolEntry;
import io.tasky.supervisor.RunsAtGate.Waiting;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskState;
import io.tasky.task.TimeSource.Alarm;
import io.tasky.task.WaitingFor;
import io.tasky.task.WaitingFor.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who waits at the gate of a task, and who may enter. Its own monitor is the lock that it is guarded by, and held by the
 * callers, except where a method says otherwise.
 */
final class GateLine {

    private final @Nullable TaskLimits limits;

    /** Goes off when the rate allows one more. */
    private final Alarm alarm;

    private final RunsAtGate runs = new RunsAtGate();

    private final SourcesAtGate sources = new SourcesAtGate();

    /** Why nobody enters, or null; read without the lock. */
    private volatile @Nullable Reason shut;

    /** Whether workers of a queue found no way in, and are to be told of one. */
    private boolean workersWait;

    GateLine(@Nullable TaskLimits limits, Alarm alarm) {
        this.limits = limits;
        this.alarm = alarm;
    }

    @Nullable
    TaskLimits limits() {
        return limits;
    }

    /** Those that wait. */
    RunsAtGate runs() {
        return runs;
    }

    /** The task is in that state now; answers whether nobody enters there. */
    boolean follow(TaskState state) {
        shut = state == TaskState.PAUSED ? Reason.PAUSED : state == TaskState.DISABLED ? Reason.DISABLED : null;
        return shut != null;
    }

    /** May be asked without the lock. */
    boolean isShut() {
        return shut != null;
    }

    /** Whether nothing ever stops here as it is now; may be asked without the lock. */
    boolean isWideOpen() {
        return limits == null && shut == null && runs.size() == 0;
    }

    /**
     * Whether the state of the task lets that run in. A trigger works while its task is paused; and a worker that has taken an
     * item has begun, or another one would come before it.
     */
    boolean isOpenFor(DefaultTaskRun<?> run) {
        Reason why = shut;
        return why == null || (run.attempt() == 0 && ((why == Reason.PAUSED && run.isTriggered()) || isItem(run)));
    }

    private static boolean isItem(DefaultTaskRun<?> run) {
        return run.owner().definition().kind() == TaskKind.QUEUE;
    }

    private boolean hasRoom() {
        return limits == null || limits.hasRoom();
    }

    /** Lets a run in if it may enter now, before nobody who came earlier. */
    boolean enter(DefaultTaskRun<?> run) {
        if (!(runs.size() == 0 || shut != null) || !isOpenFor(run) || !hasRoom()) {
            return false;
        }
        entered(run);
        return true;
    }

    private void entered(DefaultTaskRun<?> run) {
        if (limits != null) {
            limits.enter(run);
        }
    }

    /** An attempt starts; false if it may not. */
    boolean start(DefaultTaskRun<?> run) {
        return isOpenFor(run) && (limits == null || limits.start(run));
    }

    /** A run that had entered waits again. */
    void comeBack(DefaultTaskRun<?> run, PoolEntry entry) {
        if (limits != null) {
            limits.leave(run);
        }
        runs.add(run, entry);
    }

    /** Lets in the first that may enter now; null if none may. */
    @Nullable
    Waiting takeFirst() {
        Waiting first = hasRoom() ? runs.takeFirst(this::isOpenFor) : null;
        if (first != null) {
            entered(first.run());
        }
        return first;
    }

    /** The first that waits for its first attempt because its task is paused, as if somebody had triggered it; or null. */
    @Nullable
    DefaultTaskRun<?> triggerFirst() {
        DefaultTaskRun<?> first = shut == Reason.PAUSED ? runs.first(run -> run.attempt() == 0 && !run.isDone()) : null;
        if (first != null) {
            first.markTriggered();
        }
        return first;
    }

    /** Sets the alarm for when the one to enter next may, if the clock will tell. */
    void setAlarm() {
        long moment = limits != null && isAwaited() ? limits.nextRoom() : Long.MAX_VALUE;
        if (moment != Long.MAX_VALUE) {
            alarm.reschedule(moment);
        }
    }

    /** Whether anybody waits for a way in. */
    boolean isAwaited() {
        return runs.size() > 0 || workersWait || sources.any();
    }

    /** Whether a run that comes now could enter. */
    private boolean isFree() {
        return shut == null && runs.size() == 0 && hasRoom();
    }

    /** Keeps whom to tell when a run may enter, or be one of so many that wait; answers false if it may already. */
    boolean listen(Runnable source, int most) {
        boolean full = !isFree() && runs.size() >= most;
        if (full) {
            sources.add(source);
            setAlarm();
        }
        return full;
    }

    /** May be asked without the lock. */
    boolean doSourcesWait() {
        return sources.any();
    }

    /** Takes out whom to tell now. Where nobody enters, sources are told as well: they may have to give up their runs. */
    List<Runnable> takeSources(int most) {
        return !isFree() && shut == null && runs.size() >= most ? List.of() : sources.take();
    }

    /** Whether a run that is not made yet could enter; if not, its worker counts as waiting. */
    boolean isFreeForWorker() {
        workersWait = !isFree();
        if (workersWait) {
            setAlarm();
        }
        return !workersWait;
    }

    /** Whether workers have waited, and need not any more. */
    boolean workersMayGoOn() {
        return workersWait && isFreeForWorker();
    }

    /** Why nobody enters, or null. */
    @Nullable
    WaitingFor reason() {
        Reason why = shut;
        if (why != null) {
            return WaitingFor.of(why);
        }
        return limits == null ? null : limits.reason();
    }
}
