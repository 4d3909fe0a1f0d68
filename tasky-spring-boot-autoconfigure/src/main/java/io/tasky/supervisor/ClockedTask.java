package io.tasky.supervisor;

import io.tasky.pool.TaskPool;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskRun;
import io.tasky.task.TimeSource;
import io.tasky.task.WaitingFor;
import io.tasky.task.WaitingFor.Reason;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
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

    /** The run that is to follow the one that goes on, because somebody triggered it. Written with the task's lock held. */
    private final FollowingRun following = new FollowingRun();

    /** How many more than one, where they may overlap. Guarded by the task's lock. */
    private int others;

    /** How many runs found their line full, and wait for room in it. Guarded by the task's lock. */
    private int heldBack;

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
        return heldBack > 0;
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
    public final TaskRun<@Nullable Object> trigger() {
        return trigger(true);
    }

    /** Starts a run beside the source's own schedule, also while that is closed; refuses if a run waits or goes on. */
    final TaskRun<@Nullable Object> startNow() {
        return trigger(false);
    }

    private TaskRun<@Nullable Object> trigger(boolean mayFollow) {
        engine().intake().checkStartsRuns(this);
        if (mayFollow) {
            DefaultTaskRun<@Nullable Object> known = following.get();
            known = known != null ? known : triggerAtGate();
            if (known != null) {
                return known;
            }
        }
        long owed = mayFollow ? takeQueued() : NextTick.NEVER;
        long now = engine().time().nanoTime();
        boolean placed = false;
        try {
            DefaultTaskRun<@Nullable Object> run = newRun(new Tick(owed == NextTick.NEVER ? now : owed), now);
            run.markTriggered();
            DefaultTaskRun<@Nullable Object> answer = place(run, mayFollow);
            placed = answer == run;
            return answer;
        } finally {
            skipped(placed || owed == NextTick.NEVER ? 0 : 1);
        }
    }

    /** The tick that waits for the end of the run that goes on, if there is one: a trigger's run stands for it. */
    long takeQueued() {
        return NextTick.NEVER;
    }

    /** Whether somebody triggered a run that is to follow the one that goes on. */
    protected final boolean isFollowed() {
        return following.get() != null;
    }

    private DefaultTaskRun<@Nullable Object> place(DefaultTaskRun<@Nullable Object> run, boolean mayFollow) {
        DefaultTaskRun<@Nullable Object> follows;
        boolean starts;
        synchronized (lock) {
            starts = !busy;
            if (starts) {
                enter();
            }
            follows = starts ? run : mayFollow ? following.putIfFree(run) : null;
        }
        if (starts) {
            // Whoever triggered it has it: it is not held back for want of room.
            readmitOrAbandon(run);
        } else if (follows != run) {
            log().withdrawn();
            engine().endWatch().signal();
        }
        if (follows == null) {
            throw new RejectedExecutionException(
                    "A run of task '" + name() + "' waits or goes on, and its runs do not overlap. Wait for its end.");
        }
        return follows;
    }

    /** The run that was to follow may start, unless another one has begun meanwhile. */
    @Override
    final void left(DefaultTaskRun<?> run) {
        super.left(run);
        DefaultTaskRun<?> next;
        synchronized (lock) {
            next = busy ? null : following.take();
            if (next != null) {
                enter();
            }
        }
        if (next != null) {
            readmitOrAbandon(next);
        }
    }

    @Override
    final List<DefaultTaskRun<?>> waitingBeforePool() {
        List<DefaultTaskRun<?>> waiting = super.waitingBeforePool();
        DefaultTaskRun<?> next = following.get();
        return next == null
                ? waiting
                : Stream.concat(waiting.stream(), Stream.of(next)).toList();
    }

    @Override
    final @Nullable WaitingFor waitsBeforePool(DefaultTaskRun<?> run) {
        return run == following.get() ? WaitingFor.of(Reason.RUN_BEFORE) : super.waitsBeforePool(run);
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
        synchronized (lock) {
            leave();
            ticks = dropped();
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
            heldBack++;
        }
        whenRoom(() -> offerAgain(run));
    }

    private void offerAgain(DefaultTaskRun<?> run) {
        boolean wanted;
        synchronized (lock) {
            heldBack--;
            wanted = isActive() || isFinishing();
        }
        if (wanted) {
            offerOrHoldBack(run);
        } else {
            admitted();
            log().withdrawn();
            giveUp();
        }
    }
}
