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
import io.tasky.task.WaitingFor;
import io.tasky.task.WaitingFor.Reason;
import org.jspecify.annotations.Nullable;

/** A task that calls start: a background task, or the work that is submitted in code. Thread-safe. */
final class BackgroundEntry extends ManagedTask {

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
