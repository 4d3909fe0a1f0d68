package io.tasky.supervisor;

import io.tasky.pool.PoolConfig;
import io.tasky.pool.PoolThreads;
import io.tasky.pool.PriorityPool;
import io.tasky.pool.TaskPool;
import io.tasky.task.TimeSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;

/** Makes the parts of a supervisor and joins them, as a builder says. Used once, by one thread. */
final class SupervisorAssembly {

    private final TaskSupervisorBuilder builder;

    private final Switches switches;

    SupervisorAssembly(TaskSupervisorBuilder builder) {
        this.builder = builder;
        this.switches = new Switches(builder.enabled, builder.autoStart, builder.ending);
    }

    TaskSupervisor assemble() {
        SystemTimeSource own = builder.time == null ? SystemTimeSource.create() : null;
        TimeSource clock = own != null ? own : Objects.requireNonNull(builder.time);
        Engine engine = engine(clock);
        PoolRegistry pools = poolRegistry(engine);
        Schedules schedules = new Schedules(
                builder.cronFactory, builder.tickDelays, builder.ending.span().length());
        QueueRegistry queues = new QueueRegistry(engine, Map.copyOf(builder.queueStores), Map.copyOf(builder.queues));
        TaskRegistry registry = new TaskRegistry(engine, pools, schedules, queues);
        EarlyRuns early = new EarlyRuns();
        CreatedPools created = new CreatedPools(engine, registry, pools, early, builder.shutdown);
        SupervisorEnd end = new SupervisorEnd(engine, registry, created, builder.shutdown, own);
        SupervisorLife life = new SupervisorLife(engine, registry, switches, early, end);
        Unregistration unregistration = new Unregistration(engine, registry, early, builder.shutdown);
        return new DefaultTaskSupervisor(engine, registry, life, early, created, unregistration);
    }

    private Engine engine(TimeSource clock) {
        TaskListeners watchers = new TaskListeners(builder.listeners);
        RunOutcomes outcomes = new RunOutcomes(clock, watchers, new ErrorHandlers(builder.errorHandlers));
        return new Engine(
                clock,
                watchers,
                builder.contextCarrier,
                new RunIds(),
                new TaskRunner(watchers, outcomes, new TaskInterceptors(builder.interceptors)),
                outcomes,
                new Intake(switches),
                new HeldRuns(),
                new EndWatch(clock),
                new RunWatch(clock, watchers, builder.watch),
                builder.historySize);
    }

    private PoolRegistry poolRegistry(Engine engine) {
        Map<String, PoolConfig> configs = new LinkedHashMap<>(builder.pools);
        configs.putIfAbsent(
                PoolConfig.DEFAULT_POOL,
                PoolConfig.defaultPool(Runtime.getRuntime().availableProcessors()));
        BiFunction<PoolConfig, TimeSource, TaskPool> factory =
                builder.poolFactory != null ? builder.poolFactory : SupervisorAssembly::platformPool;
        Map<String, TaskPool> pools = new LinkedHashMap<>();
        configs.forEach((name, config) -> pools.put(name, factory.apply(config, engine.time())));
        return new PoolRegistry(engine, pools, config -> factory.apply(config, engine.time()));
    }

    private static TaskPool platformPool(PoolConfig config, TimeSource clock) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return PriorityPool.create(config, clock, new PoolThreads(config.name(), loader));
    }
}
