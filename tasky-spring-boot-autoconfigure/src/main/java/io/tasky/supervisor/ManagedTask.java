package io.tasky.supervisor;

import io.tasky.pool.PoolSnapshot;
import io.tasky.pool.TaskPool;
import io.tasky.spi.RunContextCarrier.Captured;
import io.tasky.spi.TaskListener.TaskFacts;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.RunOptions;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskSnapshot;
import io.tasky.task.TimeSource;
import io.tasky.task.TimerSnapshot;
import io.tasky.task.WaitingFor;
import io.tasky.task.WaitingFor.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A registered task: its runs, its counts and what all kinds share. Each kind adds what makes it run. Thread-safe.
 */
abstract class ManagedTask extends GatedTask {

    private final TaskDefinition definition;

    private final Engine engine;

    private final TaskPool pool;

    private final TaskPriority priority;

    private final TaskFacts facts;

    private final RunLog log;

    private final long timeoutNanos;

    /** Why the source was refused last, where that is more than its state tells. */
    private volatile @Nullable WaitingFor refusal;

    ManagedTask(TaskDefinition definition, Engine engine, TaskPool pool, @Nullable String queue) {
        super(definition);
        this.definition = definition;
        this.engine = engine;
        this.pool = pool;
        this.priority = definition.get(TaskAttribute.PRIORITY, TaskPriority.NORMAL);
        this.facts = new TaskFacts(
                definition.name(),
                definition.kind(),
                pool.config().name(),
                priority,
                queue,
                Objects.requireNonNullElse(definition.template(), RunOptions.DYNAMIC));
        this.log = new RunLog(engine.historySize(), definition.get(TaskAttribute.HEALTH, false), engine.ids());
        this.timeoutNanos = TimeSource.nanosOf(definition.get(TaskAttribute.TIMEOUT, Duration.ZERO));
        makeGateForLimits();
    }

    @Override
    final ManagedTask self() {
        return this;
    }

    /** Whether the source is about to start a run, or has work that a stop has to wait for. */
    boolean isBusy() {
        return false;
    }

    /** Starts what the clock says is due by now. */
    void due() {}

    /** A run is over and its code has ended; called once for each run, without any lock. */
    void ended(DefaultTaskRun<?> run) {}

    @Nullable
    Object invoke(DefaultTaskRun<?> run) throws Throwable {
        return definition.body().call(run.rawPayload());
    }

    List<@Nullable Object> arguments(DefaultTaskRun<?> run) {
        return definition.body().arguments(run.rawPayload());
    }

    /** Whether a run that returns a stage goes on until that is complete; for work in code the stage is the result. */
    boolean awaitsStages() {
        return true;
    }

    /** Submits the work of a run that has ended once more. */
    <T extends @Nullable Object> DefaultTaskRun<T> restart(DefaultTaskRun<T> run) {
        throw new IllegalStateException("Run " + run.id() + " of '" + run.task() + "' was started by its "
                + definition.kind() + " task, not by a call, and cannot be restarted.");
    }

    /** Puts the item of a run back into its queue when the run ends normally. */
    void requeue(DefaultTaskRun<?> run) {
        throw new IllegalStateException("Run " + run.id() + " of '" + run.task() + "' is of a " + definition.kind()
                + " task and has no item to put back. Call requeue() in a queue worker only.");
    }

    /** The next attempt of a run is due. Without any lock. */
    void nextAttemptDue(DefaultTaskRun<?> run, RetryTurn turn) {
        RunRetries.enter(run, turn);
    }

    /** Whether a failure is to be logged: not where somebody holds the run's future. */
    boolean reportsFailure(DefaultTaskRun<?> run) {
        return !run.isObserved();
    }

    /** Why the source starts nothing now, if neither the state nor the supervisor is the reason. Lock held. */
    abstract @Nullable WaitingFor sourceWaitsFor(@Nullable QueueSnapshot queue);

    @Nullable
    String schedule() {
        return null;
    }

    /** Lock held. */
    @Nullable
    Instant nextRun() {
        return null;
    }

    @Nullable
    QueueSnapshot queueSnapshot() {
        return null;
    }

    /** Lock held. */
    @Nullable
    TimerSnapshot timerSnapshot() {
        return null;
    }

    /** What goes around the attempts of a new run: nothing that a thread brings, unless somebody submits it or its item. */
    @Nullable
    Captured carried(@Nullable Object payload) {
        return DeliveredContext.around(payload, engine.carrier().unsubmitted());
    }

    DefaultTaskRun<@Nullable Object> newRun(@Nullable Object payload, long queued) {
        return new DefaultTaskRun<>(this, priority, payload, queued);
    }

    /** Ticks that started no run. */
    protected final void skipped(long ticks) {
        if (ticks > 0) {
            log.skipped(ticks);
            engine.listeners().tell(listener -> listener.onSkipped(facts, ticks));
        }
    }

    /** Work that was submitted, and refused. */
    protected final void rejected() {
        log.rejected();
        engine.listeners().tell(listener -> listener.onRejected(facts));
    }

    protected final void refusedBy(Reason reason) {
        PoolSnapshot now = pool.snapshot();
        refusal = new WaitingFor(
                reason,
                now.waiting().getOrDefault(priority, 0),
                now.config().maxWaiting(),
                null,
                now.config().name());
    }

    protected final void admitted() {
        if (refusal != null) {
            refusal = null;
        }
    }

    @Override
    public final String name() {
        return definition.name();
    }

    @Override
    final TaskDefinition definition() {
        return definition;
    }

    @Override
    final Engine engine() {
        return engine;
    }

    @Override
    final TaskPool pool() {
        return pool;
    }

    final TaskPriority priority() {
        return priority;
    }

    /** How long an attempt may take; 0 for as long as it likes. */
    final long timeoutNanos() {
        return timeoutNanos;
    }

    final TaskFacts facts() {
        return facts;
    }

    final RunLog log() {
        return log;
    }

    /** Why the source was refused last, where that is more than its state tells. */
    final @Nullable WaitingFor refusal() {
        return refusal;
    }

    @Override
    public final TaskSnapshot snapshot() {
        return TaskSnapshots.of(this);
    }
}
