package io.tasky.supervisor;

import io.tasky.pool.TaskPool;
import io.tasky.spi.RunContextCarrier.Captured;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.WaitingFor;
import io.tasky.task.WaitingFor.Reason;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** A task that calls start: a background task, or the work that is submitted in code. Thread-safe. */
final class BackgroundEntry extends ManagedTask {

    private final boolean submittedInCode;

    private volatile @Nullable TaskPhase phase;

    BackgroundEntry(TaskDefinition definition, Engine engine, TaskPool pool) {
        super(definition, engine, pool, null);
        this.submittedInCode = definition.body() == AdHocCall.BODY;
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

    @Override
    @Nullable
    Captured carried() {
        return engine().carrier().capture();
    }

    /** To be called once the run is counted as accepted. */
    void submit(DefaultTaskRun<?> run) {
        checkTakesCalls();
        if (!pool().offer(run)) {
            FullLine.handle(this, run);
        }
    }

    /** Lets a held run go to its pool. Its caller is gone: a refusal is its outcome. */
    void release(DefaultTaskRun<?> run) {
        if (!run.moveTo(RunStatus.WAITING)) {
            return;
        }
        try {
            pool().submit(run);
        } catch (RejectedExecutionException ex) {
            if (reject(run, ex)) {
                engine().outcomes().report(run, ex);
            }
        }
    }

    /** Ends a run that waits nowhere and never starts; false if somebody has cancelled it, who leaves the rest to this. */
    boolean reject(DefaultTaskRun<?> run, RejectedExecutionException refusal) {
        RunStatus before =
                run.settle(RunStatus.REJECTED, refusal, engine().time().nanoTime());
        if (before == null) {
            engine().outcomes().leave(run);
            return false;
        }
        engine().outcomes().decidedEarly(run, before, RunStatus.REJECTED, true);
        engine().listeners().tell(listener -> listener.onRejected(facts()));
        return true;
    }

    @Override
    void checkTakesCalls() {
        if (isShut()) {
            throw new RejectedExecutionException(PoolRegistry.closedText(facts().pool()));
        }
        super.checkTakesCalls();
    }

    /** What is submitted in code returns to its caller whatever it is, a stage too. */
    @Override
    boolean awaitsStages() {
        return !submittedInCode;
    }

    @Override
    <T extends @Nullable Object> DefaultTaskRun<T> restart(DefaultTaskRun<T> run) {
        DefaultTaskRun<T> again = new DefaultTaskRun<>(
                this, run.priority(), run.rawPayload(), engine().time().nanoTime());
        engine().intake().accept(this, again);
        return again;
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
