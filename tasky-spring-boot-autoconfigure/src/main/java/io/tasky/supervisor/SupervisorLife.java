package io.tasky.supervisor;

import io.tasky.task.TaskAttribute;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The life of a supervisor: its state, what opens and closes with it, and what it still accepts. Thread-safe; the lock
 * guards the state, and nothing foreign is called while it is held.
 */
final class SupervisorLife {

    private final Engine engine;

    private final TaskRegistry registry;

    private final Switches switches;

    private final EarlyRuns early;

    private final SupervisorEnd end;

    private final StopWait stopWait;

    private final Object lock = new Object();

    private final Sources sources;

    /** Written under the lock. */
    private volatile SupervisorState state = SupervisorState.CREATED;

    /** Written under the lock. */
    private volatile boolean started;

    private volatile long startedAt;

    private final AtomicBoolean startedOnce = new AtomicBoolean();

    /** The thread that stops, and when it began. Guarded by the lock. */
    private @Nullable Thread stopper;

    private long stopBegan;

    /** The thread that closes. Guarded by the lock. */
    private @Nullable Thread closer;

    /** Whether the stop that goes on is to close as well. Guarded by the lock. */
    private boolean closeAfterStop;

    SupervisorLife(Engine engine, TaskRegistry registry, Switches switches, EarlyRuns early, SupervisorEnd end) {
        this.engine = engine;
        this.registry = registry;
        this.switches = switches;
        this.early = early;
        this.end = end;
        this.stopWait = new StopWait(engine.time(), this::state);
        this.sources = new Sources(
                registry,
                this::state,
                new LifeSpanWatch(engine.time(), registry, switches.ending(), this::state, this::quiet));
        engine.intake().decidedBy(this);
    }

    Sources sources() {
        return sources;
    }

    StopWait stopWait() {
        return stopWait;
    }

    SupervisorState state() {
        return state;
    }

    Duration uptime() {
        return started ? Duration.ofNanos(engine.time().nanoTime() - startedAt) : Duration.ZERO;
    }

    /** Whether a run may go to its pool now, for which this is asked without the lock. */
    boolean takesWorkNow() {
        return started && state.takesWork();
    }

    /**
     * Holds a run until the start, if that has to be asked for.
     *
     * @return false if it may go to its pool, where a thread finds out if it was cancelled already
     * @throws RejectedExecutionException if no work is taken, or too much is held
     */
    boolean hold(DefaultTaskRun<?> run) {
        synchronized (lock) {
            state.checkTakesWork(run.task());
            return !started && !switches.autoStart() && early.add(run);
        }
    }

    /** Whether a run of that task is held until the start. */
    boolean holdsEarly(ManagedTask task) {
        return !switches.autoStart() && early.hold(task);
    }

    /** Holds a run that was held for something else until the start, if that has to be asked for; false if it may go. */
    boolean holdOn(DefaultTaskRun<?> run) {
        synchronized (lock) {
            boolean holds = !started && !switches.autoStart() && state.takesWork();
            if (holds) {
                early.addAfterCommit(run);
            }
            return holds;
        }
    }

    void start() {
        List<DefaultTaskRun<?>> waiting;
        synchronized (lock) {
            if (!switches.enabled() || state == SupervisorState.RUNNING) {
                return;
            }
            if (closer != null && state != SupervisorState.CLOSED) {
                throw new IllegalStateException("The supervisor is being closed and cannot start.");
            }
            state = state.to(SupervisorState.RUNNING);
            if (!started) {
                startedAt = engine.time().nanoTime();
            }
            started = true;
            waiting = early.takeAll();
        }
        engine.runWatch().start(registry);
        waiting.forEach(DefaultTaskRun::readmit);
        sources.setAll();
        if (startedOnce.compareAndSet(false, true)) {
            TaskPhase.of("Start-up tasks", registry, TaskAttribute.ON_STARTUP, engine.intake()::accept)
                    .begin();
        }
    }

    void quiet() {
        synchronized (lock) {
            if (state == SupervisorState.QUIET) {
                return;
            }
            state = state.to(SupervisorState.QUIET);
        }
        sources.setAll();
    }

    void resume() {
        synchronized (lock) {
            if (state != SupervisorState.QUIET && state != SupervisorState.RUNNING) {
                throw new IllegalStateException("Only a quiet supervisor can resume; this one is " + state + ".");
            }
        }
        start();
    }

    StopReport stop() {
        @Nullable List<DefaultTaskRun<?>> never = null;
        synchronized (lock) {
            if (state == SupervisorState.STOPPED || state == SupervisorState.CLOSED) {
                return StopReport.NOTHING;
            }
            if (state != SupervisorState.STOPPING) {
                state = state.to(SupervisorState.STOPPING);
                stopper = Thread.currentThread();
                stopBegan = engine.time().nanoTime();
                never = early.takeAll();
            }
        }
        if (never == null) {
            awaitOther();
            return StopReport.NOTHING;
        }
        return stop(never);
    }

    /** No lock is held: what is told of the stop may itself stop, or wait for others that do. */
    private StopReport stop(List<DefaultTaskRun<?>> never) {
        boolean closes;
        StopReport report;
        try {
            sources.setAll();
            engine.runWatch().stop();
            report = end.stop(never);
        } finally {
            synchronized (lock) {
                state = state.to(SupervisorState.STOPPED);
                started = false;
                stopper = null;
                closes = closeAfterStop;
            }
            stopWait.signal();
        }
        if (closes) {
            finishClosing();
        }
        return report;
    }

    /** Another thread stops, or this one does, and was told of something meanwhile. */
    private void awaitOther() {
        long deadline;
        synchronized (lock) {
            if (stopper == Thread.currentThread()) {
                return;
            }
            deadline = stopBegan + end.awaitNanos();
        }
        stopWait.awaitOtherStop(deadline);
    }

    /** Stops for good, and lets all threads end. */
    void close() {
        Thread other;
        synchronized (lock) {
            other = closer;
            closer = other == null ? Thread.currentThread() : other;
        }
        if (other == null) {
            stop();
            finishClosing();
        } else if (other != Thread.currentThread()) {
            stopWait.awaitOtherClose(end.awaitNanos());
        }
    }

    private void finishClosing() {
        synchronized (lock) {
            closeAfterStop = state == SupervisorState.STOPPING;
            if (closeAfterStop) {
                // The stop goes on below this call, or takes longer than it may: whoever stops does the rest.
                return;
            }
        }
        if (startedOnce.get()) {
            end.runShutdownTasks();
        }
        synchronized (lock) {
            state = state.to(SupervisorState.CLOSED);
        }
        end.close();
        stopWait.signal();
    }
}
