package io.tasky.supervisor;

import io.tasky.pool.PoolConfig;
import io.tasky.pool.TaskPool;
import io.tasky.task.TaskContextHolder;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes pools at run time, and closes them. Thread-safe. */
final class CreatedPools {

    private static final Logger logger = LoggerFactory.getLogger(CreatedPools.class);

    private final Engine engine;

    private final TaskRegistry registry;

    private final PoolRegistry pools;

    private final EarlyRuns early;

    private final ShutdownPolicy policy;

    /** Those that are open, the youngest first. */
    private final Deque<CreatedPool> open = new ConcurrentLinkedDeque<>();

    CreatedPools(Engine engine, TaskRegistry registry, PoolRegistry pools, EarlyRuns early, ShutdownPolicy policy) {
        this.engine = engine;
        this.registry = registry;
        this.pools = pools;
        this.early = early;
        this.policy = policy;
    }

    CreatedPool create(PoolConfig config, PoolHooks hooks) {
        TaskPool pool = pools.make(config);
        CreatedPool created = new CreatedPool(pool, hooks, this::close);
        start(created);
        try {
            pools.add(pool);
        } catch (RuntimeException ex) {
            // Another one of that name came meanwhile.
            stop(created);
            throw ex;
        }
        open.addFirst(created);
        engine.listeners().tell(listener -> listener.onPoolCreated(config.name()));
        return created;
    }

    private void close(CreatedPool created) {
        TaskPool pool = created.pool();
        String name = pool.config().name();
        if (TaskContextHolder.get() instanceof DefaultTaskRun<?> run
                && run.owner().pool() == pool) {
            throw new IllegalStateException("Run " + run.id() + " of '" + run.task() + "' runs on pool '" + name
                    + "' and cannot close it: it would wait for itself. Close it elsewhere.");
        }
        if (!created.beginClosing()) {
            return;
        }
        StopReport report;
        try {
            pools.beginClosing(name, CreatedPools::shut);
            registry.tasks().stream().filter(task -> task.pool() == pool).forEach(CreatedPools::shut);
            report = new StopSequence(engine, registry, policy, StopScope.of(pool)).run(early.takeAll(pool));
        } finally {
            end(created);
        }
        logger.info("Pool '{}' closed: {}.", name, report.text());
    }

    private static void shut(ManagedTask task) {
        String pool = task.facts().pool();
        task.shut("without pool '" + pool + "', which is closed", PoolRegistry.closedText(pool));
        task.sourceSwitched();
    }

    /** The supervisor has stopped for good: nothing runs any more. */
    void closeAll() {
        for (CreatedPool created : open) {
            if (created.beginClosing()) {
                end(created);
            }
        }
    }

    private void end(CreatedPool created) {
        String name = created.pool().config().name();
        open.remove(created);
        try {
            stop(created);
        } finally {
            // While the name is taken: what is told is told of no other pool.
            engine.listeners().tell(listener -> listener.onPoolClosed(name));
            pools.remove(name);
        }
    }

    private static void start(CreatedPool created) {
        try {
            created.hooks().onStart(created.pool());
        } catch (RuntimeException | Error ex) {
            created.pool().shutdown();
            throw ex;
        }
    }

    private static void stop(CreatedPool created) {
        try {
            created.hooks().beforeStop(created.pool());
        } catch (RuntimeException | Error ex) {
            logger.warn(
                    "The hook of pool '{}' failed before its stop",
                    created.pool().config().name(),
                    ex);
        }
        created.pool().shutdown();
    }
}
