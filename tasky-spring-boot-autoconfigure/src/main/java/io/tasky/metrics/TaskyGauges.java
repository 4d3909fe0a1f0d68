package io.tasky.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.tasky.pool.PoolSnapshot;
import io.tasky.pool.TaskPool;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.supervisor.UnknownNameException;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.TaskFilter;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskSnapshot;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleFunction;

/**
 * The gauges of pools, queues and timers, in every registry they were bound to. A gauge asks by name, so that it follows what is
 * behind that name. Thread-safe.
 */
class TaskyGauges {

    private static final TaskFilter TIMERS = new TaskFilter(TaskKind.TIMER, null, null, null);

    private final TaskSupervisor supervisor;

    /** The names of timer tasks by their templates. */
    private final Map<String, Set<String>> timers = new ConcurrentHashMap<>();

    private final Collection<MeterRegistry> registries = new CopyOnWriteArrayList<>();

    /** What was registered; without a gauge for a moment only, while it is. */
    private final Map<Registered, Optional<Gauge>> registered = new ConcurrentHashMap<>();

    TaskyGauges(TaskSupervisor supervisor) {
        this.supervisor = supervisor;
    }

    private record Registered(MeterRegistry registry, TaskyMeter meter, Tags tags) {}

    void bindTo(MeterRegistry registry) {
        registries.add(registry);
        addKnown();
    }

    void addKnown() {
        for (TaskPool pool : supervisor.pools()) {
            addPool(pool.config().name());
        }
        for (QueueSnapshot queue : supervisor.queues()) {
            addQueue(queue.name());
        }
        for (TaskSnapshot task : supervisor.tasks(TIMERS, 0, Integer.MAX_VALUE).items()) {
            addTimer(task.name(), task.template());
        }
    }

    void addPool(String name) {
        Tags tags = Tags.of(TaskyMeter.POOL, name);
        addPoolGauge(TaskyMeter.POOL_RUNNING, tags, name, PoolSnapshot::taken);
        addPoolGauge(TaskyMeter.POOL_SIZE, tags, name, pool -> pool.config().size());
        for (TaskPriority priority : TaskPriority.values()) {
            if (priority.usesSlots()) {
                addPoolGauge(
                        TaskyMeter.POOL_WAITING,
                        tags.and(TaskyMeter.PRIORITY, priority.name()),
                        name,
                        pool -> pool.waiting().getOrDefault(priority, 0));
            }
        }
    }

    void addQueue(String name) {
        Tags tags = Tags.of(TaskyMeter.QUEUE, name);
        addQueueGauge(TaskyMeter.QUEUE_SIZE, tags, name, TaskQueue::size);
        addQueueGauge(TaskyMeter.QUEUE_REMAINING, tags, name, TaskQueue::remainingCapacity);
    }

    /** Timers of one template are counted together. */
    void addTimer(String task, String template) {
        timers.computeIfAbsent(template, name -> ConcurrentHashMap.newKeySet()).add(task);
        add(TaskyMeter.TIMERS_PENDING, Tags.of(TaskyMeter.TASK, template), source -> pending(source, template));
    }

    private double pending(TaskSupervisor source, String template) {
        double sum = Double.NaN;
        for (String task : timers.getOrDefault(template, Set.of())) {
            double one = valueOrNone(source, known -> known.timer(task).pending());
            if (!Double.isNaN(one)) {
                sum = Double.isNaN(sum) ? one : sum + one;
            }
        }
        return sum;
    }

    void removeTimer(String task, String template) {
        Set<String> left = timers.computeIfPresent(template, (name, tasks) -> {
            tasks.remove(task);
            return tasks.isEmpty() ? null : tasks;
        });
        if (left == null) {
            remove(TaskyMeter.TASK, template);
        }
    }

    private void addPoolGauge(TaskyMeter meter, Tags tags, String pool, ToDoubleFunction<PoolSnapshot> value) {
        add(meter, tags, source -> value.applyAsDouble(source.pool(pool).snapshot()));
    }

    private void addQueueGauge(TaskyMeter meter, Tags tags, String queue, ToDoubleFunction<TaskQueue<?>> value) {
        add(meter, tags, source -> value.applyAsDouble(source.queue(queue)));
    }

    private void add(TaskyMeter meter, Tags tags, ToDoubleFunction<TaskSupervisor> value) {
        for (MeterRegistry registry : registries) {
            Registered key = new Registered(registry, meter, tags);
            // A second registration would be answered with a warning.
            if (registered.putIfAbsent(key, Optional.empty()) != null) {
                continue;
            }
            Gauge gauge = Gauge.builder(meter.meterName(), supervisor, source -> valueOrNone(source, value))
                    .description(meter.description())
                    .tags(tags)
                    .register(registry);
            registered.put(key, Optional.of(gauge));
        }
    }

    /** Whatever has that name is gone, and so are its gauges: a pool, a queue, or the task of a timer. */
    void remove(String tagKey, String name) {
        Tag tag = Tag.of(tagKey, name);
        registered.forEach((key, gauge) -> {
            if (key.tags().stream().anyMatch(tag::equals) && registered.remove(key, gauge)) {
                gauge.ifPresent(key.registry()::remove);
            }
        });
    }

    private static double valueOrNone(TaskSupervisor source, ToDoubleFunction<TaskSupervisor> value) {
        try {
            return value.applyAsDouble(source);
        } catch (UnknownNameException gone) {
            return Double.NaN;
        }
    }
}
