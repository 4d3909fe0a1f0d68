package io.tasky.supervisor;

import io.tasky.pool.PoolEntry;
import io.tasky.pool.TaskPool;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import io.tasky.task.TaskState;
import io.tasky.task.WaitingFor;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A task whose runs go through a gate on their way to the pool. A task without limits that was never paused or disabled has
 * none, and pays for none. Thread-safe.
 */
abstract class GatedTask extends SwitchedTask {

    /** Null until it is needed; then for good. */
    private volatile @Nullable TaskGate gate;

    /** Whether what was due before the source closed still runs. Written with the lock held. */
    private volatile boolean finishing;

    GatedTask(TaskDefinition definition) {
        super(definition.get(TaskAttribute.ENABLED, true) ? TaskState.ENABLED : TaskState.DISABLED);
    }

    abstract ManagedTask self();

    abstract TaskDefinition definition();

    abstract Engine engine();

    abstract TaskPool pool();

    /** Makes the gate of a task that has limits; called once, by the constructor. */
    final void makeGateForLimits() {
        TaskLimits limits = TaskLimits.of(definition(), engine().time());
        if (limits != null) {
            gate = newGate(limits);
        }
    }

    private TaskGate newGate(@Nullable TaskLimits limits) {
        return new TaskGate(self(), engine(), definition().get(TaskAttribute.PRIORITY, TaskPriority.NORMAL), limits);
    }

    /** The gate, or null if nothing has to stop there. */
    final @Nullable TaskGate gate() {
        return gate;
    }

    @Override
    final void afterMove() {
        if (gate == null && (state() == TaskState.PAUSED || state() == TaskState.DISABLED)) {
            synchronized (lock) {
                if (gate == null) {
                    gate = newGate(null);
                }
            }
        }
        TaskGate known = gate;
        if (known != null) {
            known.follow();
        }
    }

    @Override
    public boolean canBeTriggered() {
        return false;
    }

    @Override
    public TaskRun<@Nullable Object> trigger() {
        throw new UnsupportedOperationException(
                "Task '" + name() + "' is a " + definition().kind()
                        + " task, which does nothing without an item. Put one into its queue '"
                        + definition().get(TaskAttribute.QUEUE, name()) + "' instead.");
    }

    /** The time of the application is over: what is due by now, or held back, runs though the source is about to close. */
    final void finish() {
        synchronized (lock) {
            finishing = isActive();
        }
    }

    @Override
    void openChanged(boolean isOpen) {
        finishing &= !isOpen;
    }

    /** Whether there is no later time for what is due or held back: it goes to its line however full that is. */
    final boolean isFinishing() {
        return finishing && !isShut() && state() == TaskState.ENABLED;
    }

    /** Lets a run of its source go to the pool, or wait at the gate; false if there is no room. */
    final boolean offer(DefaultTaskRun<?> run) {
        if (isFinishing()) {
            readmitOrAbandon(run);
            return true;
        }
        TaskGate known = gate;
        if (known == null) {
            return pool().offer(run);
        }
        GateAnswer answer = known.admit(run, run, pool().config().maxWaiting());
        if (answer != GateAnswer.ENTERS) {
            return answer == GateAnswer.WAITS;
        }
        boolean admitted = pool().offer(run);
        if (!admitted) {
            known.left(run);
        }
        return admitted;
    }

    /** Calls back, once, when {@link #offer}, which has just refused a run, may let it go. */
    final void whenRoom(Runnable listener) {
        TaskGate known = gate;
        if (known == null || !known.source().listen(listener)) {
            pool().whenRoom(self().priority(), listener);
        }
    }

    /** The source was opened or closed: what it holds back at a full gate, it may have to give up. */
    final void sourceSwitched() {
        TaskGate known = gate;
        if (known != null) {
            known.source().tellAnyway();
        }
    }

    /** As {@link TaskPool#readmit}, or lets it wait at the gate. */
    final void readmit(DefaultTaskRun<?> run, PoolEntry entry) {
        TaskGate known = gate;
        if (known == null || known.admit(run, entry, Integer.MAX_VALUE) == GateAnswer.ENTERS) {
            pool().readmit(entry);
            run.raiseInLine();
        }
    }

    /** The same for a run that somebody holds: if its pool was closed meanwhile, it is cancelled. */
    final void readmitOrAbandon(DefaultTaskRun<?> run) {
        try {
            readmit(run, run);
        } catch (RejectedExecutionException ex) {
            run.abandon(ex);
        }
    }

    /** An attempt of a run has ended, or the run has without one. Without any lock. */
    void left(DefaultTaskRun<?> run) {
        TaskGate known = gate;
        if (known != null) {
            known.left(run);
        }
    }

    /** Lets a run go that only the pause of the task holds up, for a trigger; null if there is none, or another one goes on. */
    @SuppressWarnings("unchecked") // What waits at the gate of a task was made by it.
    final @Nullable DefaultTaskRun<@Nullable Object> triggerAtGate() {
        TaskGate known = gate;
        return known == null || self().log().counts().running() > 0
                ? null
                : (DefaultTaskRun<@Nullable Object>) known.triggerFirst();
    }

    /** Whether a worker of a queue could start a run now; if not, {@link #afterOpening()} follows when it can. */
    final boolean letsWorkerIn() {
        TaskGate known = gate;
        return known == null || known.workers().isFree();
    }

    /** Takes a run that was cancelled from the gate; false if it is not there. */
    final boolean removeFromGate(DefaultTaskRun<?> run) {
        TaskGate known = gate;
        return known != null && known.remove(run);
    }

    /** The runs that wait before the pool. */
    List<DefaultTaskRun<?>> waitingBeforePool() {
        TaskGate known = gate;
        return known == null ? List.of() : known.waiting();
    }

    /** Why a run waits before the pool, or null if it does not. */
    @Nullable
    WaitingFor waitsBeforePool(DefaultTaskRun<?> run) {
        TaskGate known = gate;
        return known == null || !known.contains(run) ? null : known.reason();
    }

    /** Takes out the runs at the gate that wait for somebody to open it. */
    final List<DefaultTaskRun<?>> takeShutOut() {
        TaskGate known = gate;
        return known == null || !known.isShut()
                ? List.of()
                : known.waiting().stream().filter(known::remove).toList();
    }
}
