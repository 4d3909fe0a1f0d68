package io.tasky.supervisor;

import io.tasky.pool.PoolFullException;
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
import io.tasky.task.TaskRun;
import io.tasky.task.WaitingFor;
import io.tasky.task.WaitingFor.Reason;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** A task that calls start: a background task, or the work that is submitted in code. Thread-safe. */
final class BackgroundEntry extends ManagedTask {

    private final boolean submittedInCode;

    /** Null unless its runs have keys. */
    private final @Nullable UniqueRuns unique;

    private volatile @Nullable TaskPhase phase;

    /** Null until somebody triggers it. */
    private volatile @Nullable TriggeredRuns triggered;

    BackgroundEntry(TaskDefinition definition, Engine engine, TaskPool pool) {
        super(definition, engine, pool, null);
        this.submittedInCode = definition.body() == AdHocCall.BODY;
        this.unique = definition.body().hasUniqueKey() ? new UniqueRuns(this) : null;
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
    Captured carried(@Nullable Object payload) {
        return engine().carrier().capture();
    }

    /** To be called once the run is counted as accepted. */
    void submit(DefaultTaskRun<?> run) {
        checkTakesCalls();
        if (!isLetIn(run)) {
            return;
        }
        try {
            if (!pool().offer(run)) {
                FullLine.handle(this, run);
            }
        } catch (Throwable ex) {
            left(run);
            throw ex;
        }
    }

    private boolean isLetIn(DefaultTaskRun<?> run) {
        try {
            return FullGate.lets(this, run);
        } catch (PoolFullException full) {
            rejected();
            throw full;
        }
    }

    /** Lets a held run go to its pool. Its call has returned: a refusal is its outcome. */
    void release(DefaultTaskRun<?> run) {
        if (!run.beginWaiting()) {
            return;
        }
        try {
            if (FullGate.lets(this, run)) {
                if (!pool().offer(run)) {
                    FullLine.findWay(this, run);
                }
                run.raiseInLine();
            }
        } catch (RejectedExecutionException ex) {
            rejectAndReport(run, ex);
        }
    }

    /** Ends a run that waits nowhere and never starts; if somebody has cancelled it, they leave the rest to this. */
    void reject(DefaultTaskRun<?> run, RejectedExecutionException refusal) {
        reject(run, refusal, () -> {});
    }

    /** The same for one whose caller has gone on: its refusal is a failure like another. */
    void rejectAndReport(DefaultTaskRun<?> run, RejectedExecutionException refusal) {
        reject(run, refusal, () -> engine().outcomes().report(run, refusal));
    }

    private void reject(DefaultTaskRun<?> run, RejectedExecutionException refusal, Runnable report) {
        RunStatus before =
                run.settle(RunStatus.REJECTED, refusal, engine().time().nanoTime());
        if (before == null) {
            engine().outcomes().leave(run);
            return;
        }
        engine().outcomes().decidedEarly(run, before, RunStatus.REJECTED, true, () -> {
            engine().listeners().tell(listener -> listener.onRejected(facts()));
            report.run();
        });
    }

    /** Its runs by their keys, or null if they have none. */
    @Nullable
    UniqueRuns unique() {
        return unique;
    }

    /** A call with that payload. */
    DefaultTaskRun<@Nullable Object> call(@Nullable Object payload) {
        if (unique != null) {
            return unique.call(payload, false);
        }
        DefaultTaskRun<@Nullable Object> run = newRun(payload, engine().time().nanoTime());
        engine().intake().accept(this, run);
        return run;
    }

    HeldRun hold(@Nullable Object payload) {
        return unique != null
                ? unique.hold(payload)
                : CommitHold.accept(this, newRun(payload, engine().time().nanoTime()));
    }

    @Override
    public boolean canBeTriggered() {
        return !definition().body().needsPayload();
    }

    @Override
    public TaskRun<@Nullable Object> trigger() {
        if (!canBeTriggered()) {
            throw new UnsupportedOperationException("Background task '" + name()
                    + "' does nothing without arguments, which a trigger does not bring. Call its method instead.");
        }
        engine().intake().checkStartsRuns(this);
        return unique != null ? unique.call(null, true) : triggeredRuns().trigger();
    }

    private TriggeredRuns triggeredRuns() {
        synchronized (lock) {
            TriggeredRuns runs = triggered;
            if (runs == null) {
                runs = new TriggeredRuns(this);
                triggered = runs;
            }
            return runs;
        }
    }

    @Override
    List<DefaultTaskRun<?>> waitingBeforePool() {
        TriggeredRuns runs = triggered;
        return runs == null ? super.waitingBeforePool() : runs.with(super.waitingBeforePool());
    }

    @Override
    @Nullable
    WaitingFor waitsBeforePool(DefaultTaskRun<?> run) {
        TriggeredRuns runs = triggered;
        return runs != null && runs.follows(run) ? WaitingFor.of(Reason.RUN_BEFORE) : super.waitsBeforePool(run);
    }

    /** Hands on a run that others may hold already: a refusal is its outcome, too. */
    void acceptShared(DefaultTaskRun<?> run) {
        try {
            engine().intake().accept(this, run);
        } catch (Throwable ex) {
            run.refuse(ex);
            throw ex;
        }
    }

    /** What is submitted in code returns to its caller whatever it is, a stage too. */
    @Override
    boolean awaitsStages() {
        return !submittedInCode;
    }

    @Override
    @SuppressWarnings("unchecked") // The same code gives a result of the same type.
    <T extends @Nullable Object> DefaultTaskRun<T> restart(DefaultTaskRun<T> run) {
        if (unique != null) {
            return (DefaultTaskRun<T>) unique.call(run.rawPayload(), false);
        }
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
        if (unique != null) {
            unique.forget(run);
        }
        TriggeredRuns runs = triggered;
        if (runs != null) {
            runs.ended(run);
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
