package io.tasky.supervisor;

import io.tasky.pool.PoolConfig;
import io.tasky.pool.TaskPool;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskPriority;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps the pools by name, and the tasks of the work that is submitted to them in code. Thread-safe. */
final class PoolRegistry {

    private final Engine engine;

    private final Function<PoolConfig, TaskPool> factory;

    private final Object lock = new Object();

    /** In the order they came. Replaced as a whole, with the lock held. */
    private volatile Map<String, TaskPool> pools;

    /** The names of the pools that are being closed: they are there, and take nothing new. */
    private final Set<String> closing = ConcurrentHashMap.newKeySet();

    /** The tasks of submitted work, one for each priority, for each pool that has had any. */
    private final Map<String, BackgroundEntry[]> submitted = new ConcurrentHashMap<>();

    PoolRegistry(Engine engine, Map<String, TaskPool> declared, Function<PoolConfig, TaskPool> factory) {
        this.engine = engine;
        this.factory = factory;
        this.pools = new LinkedHashMap<>(declared);
    }

    Collection<TaskPool> pools() {
        return pools.values();
    }

    Set<String> names() {
        return new TreeSet<>(pools.keySet());
    }

    @Nullable
    TaskPool find(String name) {
        return pools.get(name);
    }

    TaskPool pool(String name) {
        TaskPool pool = pools.get(name);
        if (pool == null) {
            throw new UnknownNameException("pool", name, names());
        }
        return pool;
    }

    boolean isClosing(String name) {
        return closing.contains(name);
    }

    /** Makes a pool that is not among the others yet. */
    TaskPool make(PoolConfig config) {
        checkFree(config.name());
        return factory.apply(config);
    }

    void add(TaskPool pool) {
        String name = pool.config().name();
        synchronized (lock) {
            checkFree(name);
            Map<String, TaskPool> more = new LinkedHashMap<>(pools);
            more.put(name, pool);
            pools = more;
        }
    }

    private void checkFree(String name) {
        if (pools.containsKey(name)) {
            throw new TaskConfigurationException(
                    "There is a pool '" + name + "' already.",
                    "Give the new one another name, or close the old one first.");
        }
    }

    /** From here on nothing new comes to a pool. Each task of submitted work that it has is told, once. */
    void beginClosing(String name, Consumer<BackgroundEntry> told) {
        closing.add(name);
        // One that comes now sees that; one that came before is found here.
        submitted.computeIfPresent(name, (pool, entries) -> {
            Arrays.stream(entries).forEach(told);
            return entries;
        });
    }

    void remove(String name) {
        synchronized (lock) {
            Map<String, TaskPool> less = new LinkedHashMap<>(pools);
            less.remove(name);
            pools = less;
            submitted.remove(name);
            closing.remove(name);
        }
    }

    List<BackgroundEntry> submittedWork() {
        return submitted.values().stream().flatMap(Arrays::stream).toList();
    }

    BackgroundEntry submittedWork(@Nullable String pool, TaskPriority priority) {
        String name = pool == null ? PoolConfig.DEFAULT_POOL : pool;
        BackgroundEntry[] entries = submitted.get(name);
        if (entries == null) {
            entries = submitted.computeIfAbsent(name, this::entriesOf);
        }
        return entries[priority.ordinal()];
    }

    private BackgroundEntry[] entriesOf(String name) {
        TaskPool pool = pool(name);
        if (isClosing(name)) {
            throw new RejectedExecutionException(closedText(name));
        }
        return Arrays.stream(TaskPriority.values())
                .map(priority -> BackgroundEntry.forSubmittedWork(engine, pool, priority))
                .toArray(BackgroundEntry[]::new);
    }

    /** Why a pool takes nothing. */
    static String closedText(String name) {
        return "Pool '" + name
                + "' is closed and takes no more work. Submit before it is closed, or name another pool.";
    }
}
