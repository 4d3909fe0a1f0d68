package io.tasky.supervisor;

import io.tasky.pool.TaskPool;
import io.tasky.task.RunStatus;
import io.tasky.task.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The life of a supervisor: its state, what opens and closes with it, and what it still accepts. Thread-safe; the lock
 * guards the state, and nothing foreign is called while it is held.
 */
final class SupervisorLife {

    private final Engine engine;

    private final TaskRegistry registry;

    private final Switches switches;

    private final ShutdownPolicy shutdownPolicy;

    /** The clock, if it is the supervisor's own and ends with it. */
    private final @Nullable SystemTimeSource ownTime;

    private final EndWatch stopWatch;

    private final Object lock = new Object();

    /** One stop at a time; others wait for it. */
    private final Object stopLock = new Object();

    /** Held while sources are opened or closed. */
    private final Object switchLock = new Object();

    /** Written under the lock. */
    private volatile SupervisorState state = SupervisorState.CREATED;

    /** Written under the lock. */
    private volatile boolean started;

    private volatile long startedAt;

    /** Runs submitted before a start that has to be asked for. Guarded by the lock. */
    private final List<DefaultTaskRun<?>> held = new ArrayList<>();

    SupervisorLife(
            Engine engine,
            TaskRegistry registry,
            Switches switches,
            ShutdownPolicy shutdownPolicy,
            @Nullable SystemTimeSource ownTime) {
        this.engine = engine;
        this.registry = registry;
        this.switches = switches;
        this.shutdownPolicy = shutdownPolicy;
        this.ownTime = ownTime;
        this.stopWatch = new EndWatch(engine.time());
        engine.intake().decidedBy(this);
    }

    SupervisorState state() {
        return state;
    }

    Duration uptime() {
        return started ? Duration.ofNanos(engine.time().nanoTime() - startedAt) : Duration.ZERO;
    }

    // What comes

    /** Submits a run that its task has counted, or refuses it. */
    void accept(BackgroundEntry entry, DefaultTaskRun<?> run) {
        // The count is a fence: a stop that begins meanwhile waits for this run, or this sees the stop.
        try {
            if (started && state.takesWork()) {
                entry.submit(run);
            } else {
                acceptBeforeStart(entry, run);
            }
        } catch (Throwable ex) {
            if (!run.isDone()) {
                // Else a pool that runs its entries where they are submitted hands on what one of them threw.
                entry.log().withdrawn();
            }
            engine.endWatch().signal();
            throw ex;
        }
    }

    private void acceptBeforeStart(BackgroundEntry entry, DefaultTaskRun<?> run) {
        checkTakesWork(entry, run);
        synchronized (lock) {
            state.checkTakesWork(run.task());
            if (!started && !switches.autoStart()) {
                run.hold();
                held.add(run);
                return;
            }
        }
        entry.submit(run);
    }

    /** Refuses a run if its task, the switch or the state does. */
    void checkTakesWork(BackgroundEntry entry, DefaultTaskRun<?> run) {
        entry.checkTakesCalls();
        switches.checkEnabled(run.task());
        state.checkTakesWork(run.task());
    }

    /** Lets a run go that was accepted and held meanwhile; before a start that has to be asked for, it waits for that. */
    void release(BackgroundEntry entry, DefaultTaskRun<?> run) {
        synchronized (lock) {
            if (!started && !switches.autoStart() && state.takesWork()) {
                held.add(run);
                return;
            }
        }
        entry.release(run);
    }

    /** A task was registered. */
    void added(ManagedTask task) {
        if (state != SupervisorState.CREATED) {
            synchronized (switchLock) {
                setSource(task);
            }
            task.afterOpening();
        }
    }

    List<DefaultTaskRun<?>> held() {
        synchronized (lock) {
            return List.copyOf(held);
        }
    }

    // What goes

    void start() {
        List<DefaultTaskRun<?>> waiting;
        synchronized (lock) {
            if (!switches.enabled() || state == SupervisorState.RUNNING) {
                return;
            }
            state = state.to(SupervisorState.RUNNING);
            if (!started) {
                startedAt = engine.time().nanoTime();
            }
            started = true;
            waiting = List.copyOf(held);
            held.clear();
        }
        engine.runWatch().start(registry);
        waiting.forEach(SupervisorLife::release);
        setSources();
    }

    private static void release(DefaultTaskRun<?> run) {
        if (run.moveTo(RunStatus.WAITING)) {
            run.owner().pool().readmit(run);
        }
    }

    /** Opens or closes the sources as the state says. Of two threads that switch, the last one sees the last state. */
    private void setSources() {
        synchronized (switchLock) {
            registry.tasks().forEach(this::setSource);
        }
        registry.tasks().forEach(ManagedTask::afterOpening);
    }

    private void setSource(ManagedTask task) {
        SupervisorState now = state;
        task.setOpen(now == SupervisorState.RUNNING, now.name().toLowerCase(Locale.ROOT));
    }

    void quiet() {
        synchronized (lock) {
            if (state == SupervisorState.QUIET) {
                return;
            }
            state = state.to(SupervisorState.QUIET);
        }
        setSources();
    }

    void resume() {
        synchronized (lock) {
            if (state == SupervisorState.RUNNING) {
                return;
            }
            if (state != SupervisorState.QUIET) {
                throw new IllegalStateException("Only a quiet supervisor can resume; this one is " + state + ".");
            }
        }
        start();
    }

    StopReport stop() {
        synchronized (stopLock) {
            List<DefaultTaskRun<?>> never;
            synchronized (lock) {
                if (state == SupervisorState.STOPPED || state == SupervisorState.CLOSED) {
                    return StopReport.NOTHING;
                }
                state = state.to(SupervisorState.STOPPING);
                never = List.copyOf(held);
                held.clear();
            }
            setSources();
            engine.runWatch().stop();
            StopReport report = new StopSequence(engine, registry, shutdownPolicy).run(never);
            synchronized (lock) {
                state = state.to(SupervisorState.STOPPED);
                started = false;
            }
            stopWatch.signal();
            return report;
        }
    }

    boolean awaitStopped(Duration timeout) throws InterruptedException {
        return stopWatch.await(
                () -> state == SupervisorState.STOPPED || state == SupervisorState.CLOSED,
                engine.time().nanoTime() + TimeSource.nanosOf(timeout));
    }

    /** Stops for good, and lets all threads end. */
    void close() {
        stop();
        synchronized (lock) {
            if (state == SupervisorState.CLOSED) {
                return;
            }
            state = state.to(SupervisorState.CLOSED);
        }
        registry.pools().forEach(TaskPool::shutdown);
        if (ownTime != null) {
            ownTime.close();
        }
    }
}
