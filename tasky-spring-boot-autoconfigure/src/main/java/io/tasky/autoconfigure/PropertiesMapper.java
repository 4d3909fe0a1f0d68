package io.tasky.autoconfigure;

import io.tasky.pool.PoolConfig;
import io.tasky.supervisor.ShutdownPolicy;
import io.tasky.supervisor.TaskSupervisorBuilder;
import io.tasky.supervisor.WatchPolicy;
import io.tasky.task.QueueConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns properties into what the engine is built from. Immutable. */
final class PropertiesMapper {

    private final TaskyProperties properties;

    private final int cores;

    PropertiesMapper(TaskyProperties properties, int cores) {
        this.properties = properties;
        this.cores = cores;
    }

    /** Hands all settings to a builder. */
    void apply(TaskSupervisorBuilder builder) {
        pools().values().forEach(builder::pool);
        properties.queues().forEach((name, queue) -> builder.queue(queue(name, queue)));
        builder.enabled(properties.enabled())
                .autoStart(properties.autoStart())
                .historySize(properties.history().size())
                .watch(watch())
                .shutdown(shutdown());
    }

    /** The pools, the default one first. */
    Map<String, PoolConfig> pools() {
        Map<String, PoolConfig> pools = new LinkedHashMap<>();
        pools.put(PoolConfig.DEFAULT_POOL, PoolConfig.defaultPool(cores));
        properties.pools().forEach((name, pool) -> pools.put(name, pool(name, pool)));
        return pools;
    }

    ShutdownPolicy shutdown() {
        return new ShutdownPolicy(
                properties.shutdown().await(), properties.shutdown().stopGrace());
    }

    WatchPolicy watch() {
        TaskyProperties.StartTimeout start = properties.startTimeout();
        return new WatchPolicy(start.warn(), start.critical(), start.low(), properties.stuckAfter());
    }

    private PoolConfig pool(String name, TaskyProperties.Pool pool) {
        PoolConfig defaults = PoolConfig.defaultPool(cores);
        int size = orElse(pool.size(), defaults.size());
        boolean reserves = name.equals(PoolConfig.DEFAULT_POOL) && size != PoolConfig.UNLIMITED;
        return new PoolConfig(
                name,
                size,
                orElse(pool.reserveNormal(), reserves ? defaults.reserveNormal() : 0),
                orElse(pool.reserveHigh(), reserves ? defaults.reserveHigh() : 0),
                pool.maxWaiting(),
                pool.criticalMax(),
                pool.aging(),
                pool.onFull(),
                pool.onFullTimeout());
    }

    private static QueueConfig queue(String name, TaskyProperties.Queue queue) {
        return new QueueConfig(name, queue.capacity(), queue.backend(), queue.overflow(), queue.type() != null);
    }

    private static int orElse(@Nullable Integer value, int other) {
        return value != null ? value : other;
    }
}
