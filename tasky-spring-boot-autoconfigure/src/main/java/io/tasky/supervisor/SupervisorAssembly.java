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

/** Makes the parts of a supervisor and joins them, as its settings say. Used once, by one thread. */
final class SupervisorAssembly {

    private final SupervisorSettings settings;

    private final Switches switches;

    SupervisorAssembly(SupervisorSettings settings) {
        this.settings = settings;
        this.switches = new Switches(settings.enabled, settings.autoStart, settings.ending);
    }

    TaskSupervisor assemble() {
        SystemTimeSource own = settings.time == null ? SystemTimeSource.create() : null;
        TimeSource clock = own != null ? own : Objects.requireNonNull(settings.time);
        Engine engine = engine(clock);
        PoolRegistry pools = poolRegistry(engine);
        Schedules schedules = new Schedules(
                settings.cronFactory,
                settings.tickDelays,
                settings.ending.span().length());
        QueueRegistry queues = new QueueRegistry(engine, Map.copyOf(settings.queueStores), Map.copyOf(settings.queues));
        TaskRegistry registry = new TaskRegistry(engine, pools, schedules, queues);
        EarlyRuns early = new EarlyRuns();
        CreatedPools created = new CreatedPools(engine, registry, pools, early, settings.shutdown);
        SupervisorEnd end = new SupervisorEnd(engine, registry, created, settings.shutdown, own);
        SupervisorLife life = new SupervisorLife(engine, registry, switches, early, end);
        Unregistration unregistration = new Unregistration(engine, registry, early, settings.shutdown);
        return new DefaultTaskSupervisor(engine, registry, life, early, created, unregistration);
    }

    private Engine engine(TimeSource clock) {
        TaskListeners watchers = new TaskListeners(settings.listeners);
        RunOutcomes outcomes = new RunOutcomes(clock, watchers, new ErrorHandlers(settings.errorHandlers));
        return new Engine(
                clock,
                watchers,
                settings.contextCarrier,
                new RunIds(),
                new TaskRunner(watchers, outcomes, new TaskInterceptors(settings.interceptors)),
                outcomes,
                new Intake(switches),
                new HeldRuns(),
                new EndWatch(clock),
                new RunWatch(clock, watchers, settings.watch),
                settings.historySize);
    }

    private PoolRegistry poolRegistry(Engine engine) {
        Map<String, PoolConfig> configs = new LinkedHashMap<>(settings.pools);
        configs.putIfAbsent(
                PoolConfig.DEFAULT_POOL,
                PoolConfig.defaultPool(Runtime.getRuntime().availableProcessors()));
        BiFunction<PoolConfig, TimeSource, TaskPool> factory =
                settings.poolFactory != null ? settings.poolFactory : SupervisorAssembly::platformPool;
        Map<String, TaskPool> pools = new LinkedHashMap<>();
        configs.forEach((name, config) -> pools.put(name, factory.apply(config, engine.time())));
        return new PoolRegistry(engine, pools, config -> factory.apply(config, engine.time()));
    }

    private static TaskPool platformPool(PoolConfig config, TimeSource clock) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return PriorityPool.create(config, clock, new PoolThreads(config.name(), loader));
    }
}
