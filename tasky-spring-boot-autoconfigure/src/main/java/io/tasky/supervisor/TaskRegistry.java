package io.tasky.supervisor;

import io.tasky.pool.PoolConfig;
import io.tasky.pool.TaskPool;
import io.tasky.spi.CronFactory;
import io.tasky.task.Schedule;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskPriority;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Keeps the tasks, pools and queues by name, and makes tasks of definitions. Thread-safe. */
final class TaskRegistry {

    private final Engine engine;

    private final PoolRegistry pools;

    private final CronFactory cronFactory;

    private final QueueRegistry queues;

    private final Map<String, ManagedTask> tasks = new ConcurrentHashMap<>();

    TaskRegistry(Engine engine, PoolRegistry pools, CronFactory cronFactory, QueueRegistry queues) {
        this.engine = engine;
        this.pools = pools;
        this.cronFactory = cronFactory;
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
        if (task instanceof QueueLoop loop) {
            queues.add(loop);
        }
        if (pools.find(task.facts().pool()) != task.pool()
                || pools.isClosing(task.facts().pool())) {
            remove(task);
            throw new RejectedExecutionException(
                    PoolRegistry.closedText(task.facts().pool()));
        }
        return task;
    }

    private void remove(ManagedTask task) {
        tasks.remove(task.name(), task);
        if (task instanceof QueueLoop loop) {
            queues.remove(loop);
        }
    }

    private ManagedTask create(TaskDefinition definition) {
        TaskPool pool = poolOf(definition);
        return switch (definition.kind()) {
            case PERIODIC -> new PeriodicLoop(definition, engine, pool, scheduleOf(definition));
            case TIMER -> new TimerLoop(definition, engine, pool, delayOf(definition));
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

    private Schedule scheduleOf(TaskDefinition definition) {
        List<Schedule> found = new ArrayList<>();
        Duration rate = definition.attributes().get(TaskAttribute.FIXED_RATE);
        Duration delay = definition.attributes().get(TaskAttribute.FIXED_DELAY);
        String cron = definition.attributes().get(TaskAttribute.CRON);
        if (rate != null) {
            found.add(Schedule.fixedRate(rate));
        }
        if (delay != null) {
            found.add(Schedule.fixedDelay(delay));
        }
        if (cron != null) {
            found.add(cronFactory.create(cron, definition.get(TaskAttribute.ZONE, ZoneId.systemDefault())));
        }
        if (found.size() != 1) {
            throw invalid(
                    definition,
                    found.isEmpty() ? "has no schedule" : "has more than one schedule: " + found,
                    "Give exactly one of fixedRate, fixedDelay and cron.");
        }
        return found.get(0);
    }

    private static Duration delayOf(TaskDefinition definition) {
        Duration delay = definition.attributes().get(TaskAttribute.DELAY);
        if (delay == null || delay.isNegative()) {
            throw invalid(
                    definition,
                    delay == null ? "has no delay" : "has a delay of " + delay + ", which is less than nothing",
                    "Give it a delay such as 10s.");
        }
        return delay;
    }

    private static TaskConfigurationException invalid(TaskDefinition definition, String problem, String remedy) {
        return new TaskConfigurationException(
                "Task '" + definition.name() + "' (" + definition.origin() + ") " + problem + ".", remedy);
    }

    Collection<ManagedTask> tasks() {
        return tasks.values();
    }

    /** The registered tasks and those of submitted work. */
    List<ManagedTask> everything() {
        List<ManagedTask> all = new ArrayList<>(tasks.values());
        all.addAll(pools.submittedWork());
        return all;
    }

    ManagedTask task(String name) {
        return known("task", name, tasks);
    }

    TimerLoop timer(String name) {
        if (tasks.get(name) instanceof TimerLoop timer) {
            return timer;
        }
        throw new UnknownNameException("timer", name, namesOf(TimerLoop.class));
    }

    List<String> backgroundNames() {
        return namesOf(BackgroundEntry.class);
    }

    private List<String> namesOf(Class<? extends ManagedTask> type) {
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
            throw new UnknownNameException(what, name, new TreeSet<>(map.keySet()));
        }
        return value;
    }
}
