package io.tasky.supervisor;

import io.tasky.pool.PoolEntry;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskState;
import io.tasky.task.TimeSource.Alarm;
import io.tasky.task.WaitingFor;
import io.tasky.task.WaitingFor.Reason;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who waits at the gate of a task, and who may enter. Its own monitor is the lock that it is guarded by, and held by the
 * callers, except where a method says otherwise.
 */
final class GateLine {

    /** A run that waits, and what enters the pool for it. */
    record Waiting(DefaultTaskRun<?> run, PoolEntry entry) {}

    private final @Nullable TaskLimits limits;

    /** Goes off when the rate allows one more. */
    private final Alarm alarm;

    /** By their numbers, which are in the order they were accepted in. */
    private final NavigableMap<Long, Waiting> line = new TreeMap<>();

    /** Of the line; read without the lock. */
    private volatile int size;

    /** Why nobody enters, or null; read without the lock. */
    private volatile @Nullable Reason shut;

    /** Whether workers of a queue found no way in, and are to be told of one. */
    private boolean workersWait;

    /** Of sources that found the gate full, and are to be told, once, when that may have changed. */
    private final GateSources sources = new GateSources();

    GateLine(@Nullable TaskLimits limits, Alarm alarm) {
        this.limits = limits;
        this.alarm = alarm;
    }

    @Nullable
    TaskLimits limits() {
        return limits;
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
        return limits == null && shut == null && size == 0;
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
        if (!(line.isEmpty() || shut != null) || !isOpenFor(run) || !hasRoom()) {
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
        add(run, entry);
    }

    void add(DefaultTaskRun<?> run, PoolEntry entry) {
        line.put(run.number(), new Waiting(run, entry));
        size = line.size();
    }

    boolean remove(DefaultTaskRun<?> run) {
        boolean removed = line.remove(run.number()) != null;
        size = line.size();
        return removed;
    }

    /** Lets in the first that may enter now; null if none may. */
    @Nullable
    Waiting takeFirst() {
        Iterator<Waiting> all = line.values().iterator();
        boolean looks = hasRoom();
        while (looks && all.hasNext()) {
            Waiting first = all.next();
            if (isOpenFor(first.run())) {
                all.remove();
                size = line.size();
                entered(first.run());
                return first;
            }
        }
        return null;
    }

    /** The first that waits for its first attempt because its task is paused, as if somebody had triggered it; or null. */
    @Nullable
    DefaultTaskRun<?> triggerFirst() {
        for (Waiting waiting : line.values()) {
            DefaultTaskRun<?> run = waiting.run();
            if (shut == Reason.PAUSED && run.attempt() == 0 && !run.isDone()) {
                run.markTriggered();
                return run;
            }
        }
        return null;
    }

    /** Takes out the first that waits for its first attempt, or answers null. */
    @Nullable
    DefaultTaskRun<?> takeOldest() {
        for (Waiting waiting : line.values()) {
            if (waiting.run().attempt() == 0) {
                remove(waiting.run());
                return waiting.run();
            }
        }
        return null;
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
        return size > 0 || workersWait || !sources.isEmpty();
    }

    /** Whether a run that comes now could enter. */
    private boolean isFree() {
        return shut == null && line.isEmpty() && hasRoom();
    }

    /** Keeps whom to tell when a run may enter, or be one of so many that wait; answers false if it may already. */
    boolean listen(Runnable source, int most) {
        boolean full = !isFree() && size >= most;
        if (full) {
            sources.add(source);
            setAlarm();
        }
        return full;
    }

    /** May be asked without the lock. */
    boolean doSourcesWait() {
        return !sources.isEmpty();
    }

    /** Takes out whom to tell now. Where nobody enters, sources are told as well: they may have to give up their runs. */
    List<Runnable> takeSources(int most) {
        if (!isFree() && shut == null && size >= most) {
            return List.of();
        }
        return sources.takeAll();
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

    boolean contains(DefaultTaskRun<?> run) {
        return line.containsKey(run.number());
    }

    int size() {
        return size;
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

    /** Those that wait, the first to enter first. */
    List<DefaultTaskRun<?>> runs() {
        List<DefaultTaskRun<?>> runs = new ArrayList<>();
        line.values().forEach(waiting -> runs.add(waiting.run()));
        return runs;
    }
}
