package io.tasky.supervisor;

import io.tasky.pool.TaskPool;
import io.tasky.supervisor.DefaultTaskRun.Tick;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TimeSource;
import io.tasky.task.WaitingFor.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task that the clock starts, one run at a time. A run that finds its line full holds back until there is room.
 * Thread-safe.
 */
abstract class ClockedTask extends ManagedTask {

    /** Goes off when the task is due. */
    protected final TimeSource.Alarm alarm;

    /** Whether a run waits, runs, or is held back. Guarded by the task's lock. */
    protected boolean busy;

    /** A run that found its line full. Guarded by the task's lock. */
    private @Nullable DefaultTaskRun<?> heldBack;

    ClockedTask(TaskDefinition definition, Engine engine, TaskPool pool) {
        super(definition, engine, pool, null);
        this.alarm = engine.time().alarm(priority(), this::due);
    }

    /** The alarm went off. */
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
    final @Nullable Object invoke(DefaultTaskRun<?> run) throws Throwable {
        return definition().body().call(TimerTick.firing(run));
    }

    @Override
    final List<@Nullable Object> arguments(DefaultTaskRun<?> run) {
        return definition().body().arguments(TimerTick.firing(run));
    }

    /** Starts a run beside the source's own schedule, also while that is closed; null if a run waits or goes on. */
    final @Nullable DefaultTaskRun<@Nullable Object> trigger() {
        synchronized (lock) {
            if (busy) {
                return null;
            }
            busy = true;
        }
        DefaultTaskRun<@Nullable Object> run = makeRun(new Tick(engine().time().nanoTime()));
        offer(run);
        return run;
    }

    /** Starts a run for a moment that was due. To be called without the lock: it asks the application's context carrier. */
    final void runNow(long scheduled) {
        runNow(new Tick(scheduled));
    }

    /** The same with what belongs to that moment. */
    final void runNow(Tick tick) {
        offer(makeRun(tick));
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
            busy = false;
            ticks = dropped();
        }
        skipped(ticks);
        engine().endWatch().signal();
    }

    private void offer(DefaultTaskRun<?> run) {
        if (pool().offer(run)) {
            admitted();
            return;
        }
        refusedBy(Reason.POOL_FULL);
        synchronized (lock) {
            heldBack = run;
        }
        pool().whenRoom(priority(), this::offerAgain);
    }

    private void offerAgain() {
        DefaultTaskRun<?> run;
        boolean wanted;
        synchronized (lock) {
            run = heldBack;
            heldBack = null;
            if (run == null) {
                return;
            }
            wanted = isActive();
        }
        if (wanted) {
            offer(run);
        } else {
            // Nothing is held back any more.
            admitted();
            log().withdrawn();
            giveUp();
        }
    }
}
