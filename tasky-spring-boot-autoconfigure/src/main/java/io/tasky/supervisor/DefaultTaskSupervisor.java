package io.tasky.supervisor;

import io.tasky.pool.PoolConfig;
import io.tasky.pool.TaskPool;
import io.tasky.task.Page;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.RunFilter;
import io.tasky.task.RunOptions;
import io.tasky.task.RunSnapshot;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskFilter;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskRun;
import io.tasky.task.TaskSnapshot;
import io.tasky.task.TaskTimer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The supervisor: what it knows is in its registry, how it lives in its life. Thread-safe. */
final class DefaultTaskSupervisor implements TaskSupervisor {

    private final Engine engine;

    private final TaskRegistry registry;

    private final SupervisorLife life;

    private final CreatedPools createdPools;

    private final Unregistration unregistration;

    private final RunSearch runSearch;

    private final Submissions submissions;

    DefaultTaskSupervisor(
            Engine engine,
            TaskRegistry registry,
            SupervisorLife life,
            EarlyRuns early,
            CreatedPools createdPools,
            Unregistration unregistration) {
        this.engine = engine;
        this.registry = registry;
        this.life = life;
        this.createdPools = createdPools;
        this.unregistration = unregistration;
        this.submissions = new Submissions(engine, registry);
        this.runSearch = new RunSearch(engine, registry, new LiveRuns(engine, registry, early::all));
    }

    @Override
    public SupervisorState state() {
        return life.state();
    }

    @Override
    public Duration uptime() {
        return life.uptime();
    }

    @Override
    public SupervisorHealth health() {
        return new HealthCheck(engine, registry).look(life.state());
    }

    @Override
    public List<TaskSnapshot> tasks() {
        return registry.tasks().stream().map(ManagedTask::snapshot).toList();
    }

    @Override
    public Page<TaskSnapshot> tasks(TaskFilter filter, int offset, int limit) {
        return TaskSnapshots.page(registry.tasks(), filter, offset, limit);
    }

    @Override
    public TaskControl task(String name) {
        return registry.task(name);
    }

    @Override
    @SuppressWarnings("unchecked") // The caller says what its keys are, as for an injected one.
    public <K> TaskTimer<K> timer(String name) {
        return (TaskTimer<K>) registry.timer(name);
    }

    @Override
    @SuppressWarnings("unchecked") // The caller says what the queue takes, as for an injected one.
    public <T> TaskQueue<T> queue(String name) {
        return (TaskQueue<T>) registry.queues().queue(name);
    }

    @Override
    public List<QueueSnapshot> queues() {
        return QueueSnapshots.byName(registry.queues().all());
    }

    @Override
    public Page<QueueSnapshot> queuesWithoutWorker(@Nullable String name, int limit) {
        return QueueSnapshots.withoutWorker(registry.queues().all(), name, limit);
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
    public CreatedPool createPool(PoolConfig config, PoolHooks hooks) {
        if (life.state() == SupervisorState.CLOSED) {
            throw new IllegalStateException("The supervisor is CLOSED and makes no more pools.");
        }
        return createdPools.create(config, hooks);
    }

    @Override
    public Page<RunSnapshot> runs(int offset, int limit) {
        return runSearch.page(RunFilter.LIVE, offset, limit);
    }

    @Override
    public Page<RunSnapshot> runs(RunFilter filter, int offset, int limit) {
        return runSearch.page(filter, offset, limit);
    }

    @Override
    public Optional<RunSnapshot> findRun(String id) {
        return runSearch.find(id);
    }

    @Override
    public List<RunSnapshot> history(String task) {
        return RunSearch.history(registry.task(task));
    }

    @Override
    public Optional<TaskRun<?>> run(String id) {
        return Optional.ofNullable(runSearch.findLive(id));
    }

    @Override
    public <T extends @Nullable Object> TaskRun<T> submit(Callable<T> work, RunOptions options) {
        return submissions.submit(work, options);
    }

    @Override
    public <T extends @Nullable Object> List<TaskRun<T>> submitAll(
            Collection<? extends Callable<T>> work, RunOptions options) {
        return submissions.submitAll(work, options);
    }

    @Override
    public boolean awaitAll(Collection<? extends TaskRun<?>> runs, Duration timeout) throws InterruptedException {
        return submissions.awaitAll(runs, timeout);
    }

    @Override
    public <I extends @Nullable Object, T extends @Nullable Object> Stream<T> map(
            Stream<? extends I> inputs,
            int parallelism,
            Function<? super I, ? extends T> function,
            RunOptions options) {
        return submissions.map(inputs, parallelism, function, options);
    }

    @Override
    public <T extends @Nullable Object> TaskChain<T> chain(Callable<T> first) {
        return submissions.chain(first);
    }

    @Override
    public HeldRun hold(String task, @Nullable Object payload) {
        return background(task).hold(payload);
    }

    private BackgroundEntry background(String task) {
        if (registry.task(task) instanceof BackgroundEntry entry) {
            return entry;
        }
        throw new UnknownNameException("background task", task, registry.backgroundNames());
    }

    @Override
    public TaskRun<@Nullable Object> call(String task, @Nullable Object payload) {
        if (payload == null && registry.task(task) instanceof ClockedTask clocked) {
            return clocked.startNow();
        }
        return background(task).call(payload);
    }

    @Override
    public TaskControl register(TaskDefinition definition) {
        ManagedTask task = registry.register(definition);
        life.sources().added(task);
        return task;
    }

    @Override
    public void unregister(String name) {
        unregistration.unregister(name);
    }

    @Override
    public void start() {
        life.start();
    }

    @Override
    public void quiet() {
        life.quiet();
    }

    @Override
    public void resume() {
        life.resume();
    }

    @Override
    public StopReport stop() {
        return life.stop();
    }

    @Override
    public boolean awaitStopped(Duration timeout) throws InterruptedException {
        return life.stopWait().awaitStopped(timeout);
    }

    @Override
    public void close() {
        life.close();
    }
}
