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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

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

    /** Registers and removes gauges, without a lock that somebody could wait for. */
    private final OneByOne changes = new OneByOne();

    /** What was registered. For the thread that makes changes. */
    private final Map<Registered, Gauge> registered = new HashMap<>();

    /** The pools and timers that are gone, or about to be: their names are taken still. */
    private final WeakIdentities gone = new WeakIdentities();

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
        changes.run(() -> {
            if (!isGonePool(name)) {
                addGaugesOfPool(name);
            }
        });
    }

    /** Whether the pool of that name was closed. */
    boolean isGonePool(String name) {
        return isGone(() -> supervisor.pool(name));
    }

    private boolean isGone(Supplier<@Nullable Object> lookUp) {
        try {
            Object found = lookUp.get();
            return found != null && gone.contains(found);
        } catch (UnknownNameException unknown) {
            return true;
        }
    }

    private void goes(Supplier<@Nullable Object> lookUp) {
        try {
            Object found = lookUp.get();
            if (found != null) {
                gone.add(found);
            }
        } catch (UnknownNameException unknown) {
            // What nobody knows is gone already.
        }
    }

    /** A pool is closed, and its name about to be free. */
    void removePool(String name) {
        goes(() -> supervisor.pool(name));
        changes.run(() -> remove(TaskyMeter.POOL, name));
    }

    private void addGaugesOfPool(String name) {
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
        changes.run(() -> followQueue(name));
    }

    /** A queue is gone; another one of its name may have come meanwhile. */
    void removeQueue(String name) {
        changes.run(() -> {
            remove(TaskyMeter.QUEUE, name);
            followQueue(name);
        });
    }

    /** It may come or go meanwhile: then whoever tells of that may have looked before this did what it does. */
    private void followQueue(String name) {
        if (isGone(() -> supervisor.queue(name))) {
            remove(TaskyMeter.QUEUE, name);
        } else {
            addGaugesOfQueue(name);
        }
    }

    private void addGaugesOfQueue(String name) {
        Tags tags = Tags.of(TaskyMeter.QUEUE, name);
        addQueueGauge(TaskyMeter.QUEUE_SIZE, tags, name, TaskQueue::size);
        addQueueGauge(TaskyMeter.QUEUE_REMAINING, tags, name, TaskQueue::remainingCapacity);
    }

    /** Timers of one template are counted together. */
    void addTimer(String task, String template) {
        changes.run(() -> {
            if (!isGone(() -> supervisor.timer(task))) {
                addGaugeOfTimer(task, template);
            }
        });
    }

    private void addGaugeOfTimer(String task, String template) {
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

    /** A task that may be a timer is unregistered, and its name about to be free. */
    void removeTimer(String task, String template) {
        goes(() -> supervisor.timer(task));
        changes.run(() -> removeGaugeOfTimer(task, template));
    }

    private void removeGaugeOfTimer(String task, String template) {
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
            // A second registration would be answered with a warning.
            registered.computeIfAbsent(
                    new Registered(registry, meter, tags),
                    key -> Gauge.builder(meter.meterName(), supervisor, source -> valueOrNone(source, value))
                            .description(meter.description())
                            .tags(tags)
                            .register(registry));
        }
    }

    private void remove(String tagKey, String name) {
        Tag tag = Tag.of(tagKey, name);
        for (Registered key : List.copyOf(registered.keySet())) {
            Gauge gauge = registered.get(key);
            if (gauge != null && key.tags().stream().anyMatch(tag::equals)) {
                registered.remove(key);
                key.registry().remove(gauge);
            }
        }
    }

    private static double valueOrNone(TaskSupervisor source, ToDoubleFunction<TaskSupervisor> value) {
        try {
            return value.applyAsDouble(source);
        } catch (UnknownNameException gone) {
            return Double.NaN;
        }
    }
}
