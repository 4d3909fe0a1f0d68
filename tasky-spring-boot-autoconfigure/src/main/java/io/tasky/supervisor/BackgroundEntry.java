package io.tasky.supervisor;

import io.tasky.pool.PoolFullException;
import io.tasky.pool.TaskPool;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.RunOptions;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskState;
import io.tasky.task.WaitingFor;
import io.tasky.task.WaitingFor.Reason;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** A task that calls start: a background task, or the work that is submitted in code. Thread-safe. */
final class BackgroundEntry extends ManagedTask {

    private volatile @Nullable TaskPhase phase;

    BackgroundEntry(TaskDefinition definition, Engine engine, TaskPool pool) {
        super(definition, engine, pool, null);
    }

    /** The task of all work of one priority that is submitted in code to a pool. */
    static BackgroundEntry forSubmittedWork(Engine engine, TaskPool pool, TaskPriority priority) {
        TaskDefinition definition = new TaskDefinition(
                RunOptions.DYNAMIC,
                TaskKind.BACKGROUND,
                TaskAttributes.NONE.with(TaskAttribute.PRIORITY, priority),
                AdHocCall.BODY,
                "supervisor.submit(...)");
        return new BackgroundEntry(definition, engine, pool);
    }

    /** To be called once the run is counted as accepted. */
    void submit(DefaultTaskRun<?> run) {
        checkTakesCalls();
        try {
            pool().submit(run);
        } catch (PoolFullException ex) {
            rejected();
            throw ex;
        }
    }

    void checkTakesCalls() {
        if (isShut()) {
            throw new RejectedExecutionException(PoolRegistry.closedText(facts().pool()));
        }
        TaskState state = state();
        if (state != TaskState.ENABLED) {
            throw new RejectedExecutionException(
                    "Task '" + name() + "' is " + state + " and takes no calls. Enable it first, or do not call it.");
        }
    }

    /** The failure of a chain's step is told to whoever watches the chain. */
    @Override
    boolean reportsFailure(DefaultTaskRun<?> run) {
        Boolean observed = ChainStep.isObserved(run);
        return observed == null ? super.reportsFailure(run) : !observed;
    }

    /** Tells a phase when its run of this task ends. */
    void follow(TaskPhase value) {
        phase = value;
    }

    @Override
    void ended(DefaultTaskRun<?> run) {
        TaskPhase watching = phase;
        if (watching != null) {
            watching.ended(run);
        }
    }

    @Override
    void opened() {}

    @Override
    void closed() {}

    @Override
    @Nullable
    WaitingFor sourceWaitsFor(@Nullable QueueSnapshot queueNow) {
        return WaitingFor.of(Reason.NOT_CALLED);
    }
}
