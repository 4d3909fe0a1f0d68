package io.tasky.supervisor;

import io.tasky.pool.PoolConfig;
import io.tasky.pool.PoolThreads;
import io.tasky.pool.PriorityPool;
import io.tasky.pool.TaskPool;
import io.tasky.task.TimeSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** Makes the pools of a supervisor, as its settings say. Without state, so thread-safe. */
final class PoolAssembly {

    private PoolAssembly() {}

    /** The pools that are declared, and one named default in any case. */
    static PoolRegistry of(SupervisorSettings settings, Engine engine) {
        Map<String, PoolConfig> configs = new LinkedHashMap<>(settings.pools);
        configs.putIfAbsent(
                PoolConfig.DEFAULT_POOL,
                PoolConfig.defaultPool(Runtime.getRuntime().availableProcessors()));
        BiFunction<PoolConfig, TimeSource, TaskPool> factory =
                settings.poolFactory != null ? settings.poolFactory : PoolAssembly::platformPool;
        Map<String, TaskPool> pools = new LinkedHashMap<>();
        configs.forEach((name, config) -> pools.put(name, factory.apply(config, engine.time())));
        return new PoolRegistry(engine, pools, config -> factory.apply(config, engine.time()));
    }

    private static TaskPool platformPool(PoolConfig config, TimeSource time) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return PriorityPool.create(config, time, new PoolThreads(config.name(), loader));
    }
}
