package io.tasky.supervisor;

import io.tasky.pool.PoolEntry;
import io.tasky.task.TaskPriority;
import io.tasky.task.WaitingFor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the runs of one task and its pool: shut while the task is paused or disabled, and no wider than its limits.
 * Whoever may not enter waits here without a slot, and enters the pool as soon as it may, the first to come first. What had
 * entered the pool is taken back when the gate is shut; what is on a thread by then comes back by itself. Thread-safe; nothing
 * foreign is called while the lock is held.
 */
final class TaskGate {

    private final ManagedTask task;

    /** Guards itself and this, as their lock. */
    private final GateLine line;

    private final GateEntrance entrance;

    private final SourceGate source;

    TaskGate(ManagedTask task, Engine engine, TaskPriority priority, @Nullable TaskLimits limits) {
        this.task = task;
        this.line = new GateLine(limits, engine.time().alarm(priority, this::letIn));
        this.entrance = new GateEntrance(task, line);
        this.source = new SourceGate(task, line);
    }

    /** The task's state has changed: shuts or opens, as it is now. */
    void follow() {
        boolean shuts;
        synchronized (line) {
            shuts = line.follow(task.state());
        }
        if (shuts) {
            takeBack();
        }
        letIn();
    }

    private void takeBack() {
        List<PoolEntry> entries = new ArrayList<>();
        task.pool().forEachWaiting(entries::add, Integer.MAX_VALUE);
        for (PoolEntry entry : entries) {
            DefaultTaskRun<?> run = RetryTurn.runOf(entry);
            if (run != null
                    && run.owner() == task
                    && !line.isOpenFor(run)
                    && task.pool().remove(entry)) {
                synchronized (line) {
                    line.comeBack(run, entry);
                }
                leaveIfDone(run);
            }
        }
    }

    /** A run wants to enter its pool, where no more than that many may wait here. */
    GateAnswer admit(DefaultTaskRun<?> run, PoolEntry entry, int most) {
        if (line.isWideOpen()) {
            return GateAnswer.ENTERS;
        }
        synchronized (line) {
            if (line.enter(run)) {
                return GateAnswer.ENTERS;
            }
            if (line.runs().size() >= most) {
                return GateAnswer.FULL;
            }
            line.runs().add(run, entry);
            line.setAlarm();
        }
        leaveIfDone(run);
        return GateAnswer.WAITS;
    }

    /** A run has a thread and is about to start; false if it may not, and waits here instead. */
    boolean pass(DefaultTaskRun<?> run) {
        if (run.isDone() || line.isWideOpen()) {
            return true;
        }
        synchronized (line) {
            if (line.start(run)) {
                // The rate counts from here: only now does the clock know when the next one may enter.
                line.setAlarm();
                return true;
            }
            // Its entry is on its way out of the pool still: another one goes in for it later.
            line.comeBack(run, RetryTurn.insteadOf(run));
        }
        leaveIfDone(run);
        letIn();
        return false;
    }

    /** Whoever cancelled it in the moment it came has not found it here. */
    private void leaveIfDone(DefaultTaskRun<?> run) {
        if (run.isDone() && remove(run)) {
            task.engine().outcomes().leave(run);
        }
    }

    /** An attempt of a run has ended, or the run has without one. */
    void left(DefaultTaskRun<?> run) {
        TaskLimits limits = line.limits();
        if (limits == null) {
            return;
        }
        boolean hadPlace;
        synchronized (line) {
            hadPlace = limits.leave(run);
        }
        if (hadPlace) {
            letIn();
        }
    }

    /** Takes a run out of the line; false if it is not there. */
    boolean remove(DefaultTaskRun<?> run) {
        boolean removed;
        synchronized (line) {
            removed = line.runs().remove(run);
        }
        if (removed) {
            source.tell();
        }
        return removed;
    }

    /** Takes out the first that waits for its first attempt, to make room; null if there is none. */
    @Nullable
    DefaultTaskRun<?> takeOldest() {
        synchronized (line) {
            return line.runs().takeOldest();
        }
    }

    /** Lets the first run go that waits for its first attempt because the task is paused; null if there is none. */
    @Nullable
    DefaultTaskRun<?> triggerFirst() {
        DefaultTaskRun<?> run;
        synchronized (line) {
            run = line.triggerFirst();
        }
        if (run != null) {
            letIn();
        }
        return run;
    }

    /** Lets in whoever may enter now, and tells those who hold back. */
    void letIn() {
        entrance.letIn();
        source.tell();
    }

    /** The same gate for the source of the task. */
    SourceGate source() {
        return source;
    }

    /** The same gate for the workers of a queue. */
    WorkerGate workers() {
        return new WorkerGate(this, line);
    }

    /** Why whoever waits here does, or null if nobody does. */
    @Nullable
    WaitingFor reason() {
        synchronized (line) {
            return line.isAwaited() ? line.reason() : null;
        }
    }

    boolean contains(DefaultTaskRun<?> run) {
        synchronized (line) {
            return line.runs().contains(run);
        }
    }

    /** The runs that wait here, the first to enter first. */
    List<DefaultTaskRun<?>> waiting() {
        synchronized (line) {
            return line.runs().all();
        }
    }

    /** Whether those that wait here do so until somebody opens it. */
    boolean isShut() {
        return line.isShut();
    }
}
