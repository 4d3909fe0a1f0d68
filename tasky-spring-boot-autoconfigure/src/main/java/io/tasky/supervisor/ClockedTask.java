package io.tasky.supervisor;

import io.tasky.pool.TaskPool;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskRefusedException;
import io.tasky.task.TaskRun;
import io.tasky.task.TimeSource;
import io.tasky.task.WaitingFor;
import io.tasky.task.WaitingFor.Reason;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A task that the clock starts, one run at a time unless its kind lets them overlap. A run that finds its line full holds
 * back until there is room. Thread-safe.
 */
abstract class ClockedTask extends ManagedTask {

    /** Goes off when the task is due. */
    protected final TimeSource.Alarm alarm;

    /** Whether a run waits, runs, or is held back. Guarded by the task's lock. */
    protected boolean busy;

    /** The runs that somebody triggered. */
    private final ExtraRuns extraRuns = new ExtraRuns(this);

    /** How many more than one, where they may overlap. Guarded by the task's lock. */
    private int others;

    /** The runs that found their line full, and wait for room in it. Guarded by the task's lock, and replaced as a whole. */
    private List<DefaultTaskRun<?>> heldBack = List.of();

    ClockedTask(TaskDefinition definition, Engine engine, TaskPool pool) {
        super(definition, engine, pool, null);
        this.alarm = engine.time().alarm(priority(), this::due);
    }

    /** The alarm went off. */
    @Override
    abstract void due();

    /**
     * A run that was due could not be made, or was held back until its source was closed. Answers how many ticks that
     * skips. Lock held.
     */
    abstract long dropped();

    @Override
    boolean isBusy() {
        synchronized (lock) {
            return busy;
        }
    }

    @Override
    List<Instant> comingRuns(int count) {
        synchronized (lock) {
            Instant next = isActive() ? nextRun() : null;
            return next == null || count == 0 ? List.of() : List.of(next);
        }
    }

    /** One more run is about to start. Lock held. */
    protected final void enter() {
        if (busy) {
            others++;
        }
        busy = true;
    }

    /** A run has ended, or comes to nothing. Lock held. */
    protected final void leave() {
        busy = others > 0;
        if (busy) {
            others--;
        }
    }

    /** Whether a run waits for room in its line. Lock held. */
    protected final boolean isHeldBack() {
        return !heldBack.isEmpty();
    }

    @Override
    final @Nullable Object invoke(DefaultTaskRun<?> run) throws Throwable {
        return definition().body().call(TimerTick.firing(run));
    }

    @Override
    final List<@Nullable Object> arguments(DefaultTaskRun<?> run) {
        return definition().body().arguments(TimerTick.firing(run));
    }

    @Override
    public final boolean canBeTriggered() {
        return true;
    }

    @Override
    public final TaskRun<@Nullable Object> trigger() {
        return extraRuns.trigger();
    }

    /** Starts a run beside the source's own schedule, also while that is closed; refuses if a run waits or goes on. */
    final TaskRun<@Nullable Object> startNow() {
        return extraRuns.startNow();
    }

    /** The tick that waits for the end of the run that goes on, if there is one: a trigger's run stands for it. */
    long takeQueued() {
        return NextTick.NEVER;
    }

    /** Whether somebody triggered a run that is to follow the one that goes on. */
    protected final boolean isFollowed() {
        return extraRuns.isFollowed();
    }

    /** The run that was to follow may start, unless another one has begun meanwhile. */
    @Override
    final void left(DefaultTaskRun<?> run) {
        super.left(run);
        DefaultTaskRun<?> next;
        synchronized (lock) {
            // Where runs overlap, it follows the first one that ends.
            next = busy && !(mayOverlap() && run.isDone()) ? null : extraRuns.take();
        }
        if (next != null) {
            extraRuns.start(next);
        } else {
            afterLeft();
        }
    }

    /** Whether a run may start while another one goes on. Lock held. */
    boolean mayOverlap() {
        return false;
    }

    /** An attempt has ended, and no run that somebody triggered follows it. Called without the lock. */
    void afterLeft() {}

    @Override
    final List<DefaultTaskRun<?>> waitingBeforePool() {
        List<DefaultTaskRun<?>> beforeLine;
        synchronized (lock) {
            beforeLine = heldBack;
        }
        return extraRuns.with(with(beforeLine, super.waitingBeforePool()));
    }

    private static List<DefaultTaskRun<?>> with(List<DefaultTaskRun<?>> some, List<DefaultTaskRun<?>> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    @Override
    final @Nullable WaitingFor waitsBeforePool(DefaultTaskRun<?> run) {
        if (extraRuns.follows(run)) {
            return WaitingFor.of(Reason.RUN_BEFORE);
        }
        boolean isHeldBack;
        synchronized (lock) {
            isHeldBack = heldBack.contains(run);
        }
        return isHeldBack ? refusal() : super.waitsBeforePool(run);
    }

    /** Starts a run for a moment that was due. To be called without the lock: it asks the application's context carrier. */
    final void runNow(long scheduled) {
        runNow(new Tick(scheduled));
    }

    /** The same with what belongs to that moment. */
    final void runNow(Tick tick) {
        offerOrHoldBack(makeRun(tick));
    }

    private DefaultTaskRun<@Nullable Object> makeRun(Tick tick) {
        try {
            return newRun(tick, engine().time().nanoTime());
        } catch (Throwable ex) {
            giveUp();
            throw ex;
        }
    }

    /** No run comes of the moment that was due. */
    private void giveUp() {
        long ticks;
        DefaultTaskRun<?> next;
        synchronized (lock) {
            leave();
            ticks = dropped();
            next = busy ? null : extraRuns.take();
        }
        if (next != null) {
            extraRuns.start(next);
        }
        skipped(ticks);
        engine().endWatch().signal();
    }

    private void offerOrHoldBack(DefaultTaskRun<?> run) {
        if (offer(run)) {
            admitted();
            return;
        }
        refusedBy(Reason.POOL_FULL);
        synchronized (lock) {
            heldBack = with(heldBack, List.of(run));
        }
        whenRoom(() -> offerAgain(run));
    }

    private void offerAgain(DefaultTaskRun<?> run) {
        boolean wanted;
        synchronized (lock) {
            heldBack = heldBack.stream().filter(other -> other != run).toList();
            wanted = isActive() || isFinishing();
        }
        if (wanted) {
            offerOrHoldBack(run);
        } else {
            admitted();
            drop(run);
        }
    }

    private void drop(DefaultTaskRun<?> run) {
        boolean refused = run.refuse(new TaskRefusedException(
                "Task '" + name() + "' was closed before there was room for its run " + run.id() + "."));
        if (refused) {
            log().withdrawn();
            giveUp();
        } else {
            // It was cancelled meanwhile, and counted as that.
            engine().outcomes().leave(run);
        }
    }
}
