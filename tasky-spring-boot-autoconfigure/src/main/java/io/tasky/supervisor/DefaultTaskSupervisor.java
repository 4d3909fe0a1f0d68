package io.tasky.supervisor;

import io.tasky.pool.TaskPool;
import io.tasky.supervisor.TaskSupervisorBuilder.Switches;
import io.tasky.task.Page;
import io.tasky.task.RunOptions;
import io.tasky.task.RunSnapshot;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskRun;
import io.tasky.task.TaskSnapshot;
import io.tasky.task.TaskTimer;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The supervisor. Thread-safe; its lock guards its state, and nothing foreign is called while it is held. */
final class DefaultTaskSupervisor implements TaskSupervisor, AutoCloseable {

    private final Engine engine;

    private final TaskRegistry registry;

    private final Switches switches;

    private final ShutdownPolicy shutdownPolicy;

    /** The clock, if it is the supervisor's own and ends with it. */
    private final @Nullable SystemTimeSource ownTime;

    private final LiveRuns liveRuns;

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

    DefaultTaskSupervisor(
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
        this.liveRuns = new LiveRuns(engine, registry, this::held);
    }

    // What there is

    @Override
    public SupervisorState state() {
        return state;
    }

    @Override
    public Duration uptime() {
        return started ? Duration.ofNanos(engine.time().nanoTime() - startedAt) : Duration.ZERO;
    }

    @Override
    public List<TaskSnapshot> tasks() {
        return registry.tasks().stream()
                .sorted(Comparator.comparing(ManagedTask::name))
                .map(ManagedTask::snapshot)
                .toList();
    }

    @Override
    public TaskControl task(String name) {
        return registry.task(name);
    }

    @Override
    public TaskTimer<Void> timer(String name) {
        return registry.timer(name);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> TaskQueue<T> queue(String name) {
        return (TaskQueue<T>) registry.queue(name).queue();
    }

    @Override
    public Collection<TaskPool> pools() {
        return List.copyOf(registry.pools());
    }

    @Override
    public TaskPool pool(String name) {
        return registry.pool(name);
    }

    @Override
    public Page<RunSnapshot> runs(int offset, int limit) {
        return liveRuns.page(offset, limit);
    }

    @Override
    public List<RunSnapshot> history(String task) {
        return registry.task(task).log().history(task, engine.ids(), engine.time());
    }

    @Override
    public Optional<TaskRun<?>> run(String id) {
        OptionalLong number = engine.ids().number(id);
        return number.isEmpty() ? Optional.empty() : liveRuns.find(number.getAsLong());
    }

    // Work

    @Override
    public <T extends @Nullable Object> TaskRun<T> submit(Callable<T> work, RunOptions options) {
        BackgroundEntry entry = registry.submittedWork(options.pool());
        DefaultTaskRun<T> run = new DefaultTaskRun<>(
                entry, options.priority(), new AdHocCall(work, options), engine.time().nanoTime());
        accept(entry, run);
        return run;
    }

    @Override
    public TaskRun<@Nullable Object> call(String task, @Nullable Object payload) {
        if (!(registry.task(task) instanceof BackgroundEntry entry)) {
            throw new UnknownNameException("background task", task, registry.backgroundNames());
        }
        DefaultTaskRun<@Nullable Object> run = entry.newRun(payload, engine.time().nanoTime());
        accept(entry, run);
        return run;
    }

    private void accept(BackgroundEntry entry, DefaultTaskRun<?> run) {
        // Counted before the state is read: a stop that begins meanwhile waits for this run, or this sees the stop.
        entry.log().accepted();
        VarHandle.fullFence();
        try {
            if (started && state.takesWork()) {
                entry.submit(run);
            } else {
                acceptBeforeStart(entry, run);
            }
        } catch (Throwable ex) {
            entry.log().withdrawn();
            engine.endWatch().signal();
            throw ex;
        }
    }

    private void acceptBeforeStart(BackgroundEntry entry, DefaultTaskRun<?> run) {
        entry.checkTakesCalls();
        if (!switches.enabled()) {
            throw new RejectedExecutionException("Tasky is switched off (tasky.enabled=false) and runs no work: '"
                    + run.task() + "'. Switch it on, or do not submit.");
        }
        synchronized (lock) {
            if (!state.takesWork()) {
                throw new RejectedExecutionException("The supervisor is " + state + " and takes no more work: '"
                        + run.task() + "'. Submit before the application stops.");
            }
            if (!started && !switches.autoStart()) {
                run.hold();
                held.add(run);
                return;
            }
        }
        entry.submit(run);
    }

    @Override
    public TaskControl register(TaskDefinition definition) {
        ManagedTask task = registry.register(definition);
        if (state != SupervisorState.CREATED) {
            synchronized (switchLock) {
                setSource(task);
            }
            task.afterOpening();
        }
        return task;
    }

    // Life

    @Override
    public void start() {
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
        waiting.forEach(DefaultTaskSupervisor::release);
        setSources();
    }

    private List<DefaultTaskRun<?>> held() {
        synchronized (lock) {
            return List.copyOf(held);
        }
    }

    private static void release(DefaultTaskRun<?> run) {
        if (run.unhold()) {
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

    @Override
    public void quiet() {
        synchronized (lock) {
            if (state == SupervisorState.QUIET) {
                return;
            }
            state = state.to(SupervisorState.QUIET);
        }
        setSources();
    }

    @Override
    public void resume() {
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

    @Override
    public StopReport stop() {
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
            StopReport report = new StopSequence(engine, registry, shutdownPolicy).run(never);
            synchronized (lock) {
                state = state.to(SupervisorState.STOPPED);
                started = false;
            }
            engine.endWatch().signal();
            return report;
        }
    }

    @Override
    public boolean awaitStopped(Duration timeout) throws InterruptedException {
        return engine.endWatch()
                .await(
                        () -> state == SupervisorState.STOPPED || state == SupervisorState.CLOSED,
                        engine.time().nanoTime() + timeout.toNanos());
    }

    /** Stops for good, and lets all threads end. */
    @Override
    public void close() {
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
