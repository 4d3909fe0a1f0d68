package io.tasky.supervisor;

import io.tasky.pool.PoolConfig;
import io.tasky.pool.TaskPool;
import io.tasky.task.RunFilter;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskTimer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps the tasks, pools and queues by name, and makes tasks of definitions. Thread-safe. */
final class TaskRegistry {

    private final Engine engine;

    private final PoolRegistry pools;

    private final Schedules schedules;

    private final QueueRegistry queues;

    private final Map<String, ManagedTask> tasks = new ConcurrentHashMap<>();

    /** The same by name, for pages of them; a call of a task does not look here. */
    private final Map<String, ManagedTask> sorted = new ConcurrentSkipListMap<>();

    TaskRegistry(Engine engine, PoolRegistry pools, Schedules schedules, QueueRegistry queues) {
        this.engine = engine;
        this.pools = pools;
        this.schedules = schedules;
        this.queues = queues;
    }

    ManagedTask register(TaskDefinition definition) {
        ManagedTask task = create(definition);
        ManagedTask other = tasks.putIfAbsent(definition.name(), task);
        if (other != null) {
            remove(task);
            throw new TaskConfigurationException(
                    "Two tasks are named '" + definition.name() + "': "
                            + other.definition().origin() + " and " + definition.origin() + ".",
                    "Give one of them another name.");
        }
        sorted.put(definition.name(), task);
        if (task instanceof QueueLoop loop && !queues.add(loop)) {
            remove(task);
            return register(definition);
        }
        if (pools.find(task.facts().pool()) != task.pool()
                || pools.isClosing(task.facts().pool())) {
            remove(task);
            throw new RejectedExecutionException(
                    PoolRegistry.closedText(task.facts().pool()));
        }
        return task;
    }

    void remove(ManagedTask task) {
        sorted.remove(task.name(), task);
        tasks.remove(task.name(), task);
        if (task instanceof QueueLoop loop && queues.remove(loop)) {
            String queue = loop.queue().name();
            engine.listeners().tell(listener -> listener.onQueueRemoved(queue));
        }
    }

    private ManagedTask create(TaskDefinition definition) {
        TaskPool pool = poolOf(definition);
        return switch (definition.kind()) {
            case PERIODIC -> new PeriodicLoop(definition, engine, pool, schedules);
            case TIMER -> createTimer(definition, pool);
            case QUEUE -> queues.create(definition, pool);
            case BACKGROUND -> new BackgroundEntry(definition, engine, pool);
        };
    }

    private TaskPool poolOf(TaskDefinition definition) {
        String name = definition.get(TaskAttribute.POOL, PoolConfig.DEFAULT_POOL);
        TaskPool pool = pools.find(name);
        if (pool == null) {
            throw invalid(
                    definition,
                    "names the pool '" + name + "', which nobody declared (there is: "
                            + String.join(", ", pools.names()) + ")",
                    "Declare it under tasky.pools." + name + ", or name another pool.");
        }
        return pool;
    }

    private ManagedTask createTimer(TaskDefinition definition, TaskPool pool) {
        TimerRule rule = TimerRule.of(definition);
        return definition.get(TaskAttribute.KEYED, false)
                ? new KeyedTimerLoop(definition, engine, pool, rule)
                : new TimerLoop(definition, engine, pool, rule);
    }

    private static TaskConfigurationException invalid(TaskDefinition definition, String problem, String remedy) {
        return new TaskConfigurationException(
                "Task '" + definition.name() + "' (" + definition.origin() + ") " + problem + ".", remedy);
    }

    /** By name. */
    Collection<ManagedTask> tasks() {
        return sorted.values();
    }

    /** The registered tasks and those of submitted work. */
    List<ManagedTask> everything() {
        List<ManagedTask> all = new ArrayList<>(tasks.values());
        all.addAll(pools.submittedWork());
        return all;
    }

    /** Those that may have runs that somebody asks for: work that is submitted in code names its runs itself. */
    List<ManagedTask> thatMayMatch(RunFilter filter) {
        String name = filter.task();
        Stream<ManagedTask> named = name == null ? tasks.values().stream() : Stream.ofNullable(tasks.get(name));
        return Stream.concat(named, pools.submittedWork().stream())
                .filter(task -> filter.pool() == null
                        || filter.pool().equals(task.facts().pool()))
                .toList();
    }

    /** The task whose run has that number, or null. */
    @Nullable
    ManagedTask owner(long number) {
        return Stream.concat(tasks.values().stream(), pools.submittedWork().stream())
                .filter(task -> task.log().isOwn(number))
                .findFirst()
                .orElse(null);
    }

    ManagedTask task(String name) {
        return known("task", name, tasks);
    }

    TaskTimer<?> timer(String name) {
        if (tasks.get(name) instanceof TaskTimer<?> timer) {
            return timer;
        }
        throw new UnknownNameException("timer", name, namesOf(TaskTimer.class));
    }

    List<String> backgroundNames() {
        return namesOf(BackgroundEntry.class);
    }

    private List<String> namesOf(Class<?> type) {
        return tasks.values().stream()
                .filter(type::isInstance)
                .map(ManagedTask::name)
                .sorted()
                .toList();
    }

    QueueRegistry queues() {
        return queues;
    }

    TaskPool pool(String name) {
        return pools.pool(name);
    }

    Collection<TaskPool> pools() {
        return pools.pools();
    }

    BackgroundEntry submittedWork(@Nullable String pool, TaskPriority priority) {
        return pools.submittedWork(pool, priority);
    }

    private static <V> V known(String what, String name, Map<String, V> map) {
        V value = map.get(name);
        if (value == null) {
            throw new UnknownNameException(what, name, map.keySet());
        }
        return value;
    }
}
