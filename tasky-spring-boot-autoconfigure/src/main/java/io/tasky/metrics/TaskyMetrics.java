package io.tasky.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tasky.spi.TaskListener;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.supervisor.UnknownNameException;
import io.tasky.task.RunOptions;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskRun;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Measures runs, pools, queues and timers. Runs go to the registry that the application's own code would get; gauges to every
 * registry it is bound to. Thread-safe.
 */
public class TaskyMetrics implements TaskListener, MeterBinder {

    private final TaskyGauges gauges;

    private final TaskMetersTable tasks;

    private final MeterRegistry registry;

    private final TaskSupervisor supervisor;

    /** By the names of the queues. */
    private final Map<String, Counter> dropped = new ConcurrentHashMap<>();

    /**
     * Creates the metrics.
     *
     * @param registry where runs are recorded
     * @param supervisor whose pools and queues are measured
     */
    public TaskyMetrics(MeterRegistry registry, TaskSupervisor supervisor) {
        this.registry = registry;
        this.supervisor = supervisor;
        this.gauges = new TaskyGauges(supervisor);
        this.tasks = new TaskMetersTable(facts -> metersOf(registry, facts), this::isUnknown);
    }

    @Override
    public void bindTo(MeterRegistry registryOfGauges) {
        gauges.bindTo(registryOfGauges);
    }

    /** Adds the gauges of pools, queues and timers that have come since. Those of tasks that run are added by themselves. */
    public void refreshGauges() {
        gauges.addKnown();
    }

    @Override
    public void onStarted(TaskRun<?> run, TaskFacts facts, long waited) {
        tasks.get(facts).record(TaskyMeter.WAIT, waited);
    }

    @Override
    public void onFinished(TaskRun<?> run, TaskFacts facts, long took) {
        tasks.get(facts).recordRun(run.status(), took);
    }

    @Override
    public void onRetry(TaskRun<?> run, TaskFacts facts, Throwable failure, Duration delay) {
        tasks.get(facts).count(TaskyMeter.RETRIES, 1);
    }

    @Override
    public void onSkipped(TaskFacts facts, long ticks) {
        tasks.get(facts).count(TaskyMeter.SKIPPED, ticks);
    }

    @Override
    public void onRejected(TaskFacts facts) {
        tasks.get(facts).count(TaskyMeter.REJECTED, 1);
    }

    @Override
    public void onItemDropped(String queue, Object item) {
        Counter counter = dropped.get(queue);
        if (counter == null) {
            // Two threads get the same from the registry, which is asked without a lock of the map.
            counter = droppedOf(queue);
            dropped.put(queue, counter);
        }
        counter.increment();
    }

    @Override
    public void onDeadLetter(TaskRun<?> run, TaskFacts facts, Object item) {
        tasks.get(facts).count(TaskyMeter.DEAD_LETTERS, 1);
    }

    @Override
    public void onLateness(TaskFacts facts, long late) {
        tasks.get(facts).record(TaskyMeter.LATENESS, late);
    }

    @Override
    public void onPoolCreated(String pool) {
        gauges.addPool(pool);
    }

    @Override
    public void onPoolClosed(String pool) {
        gauges.removePool(pool);
        tasks.removePool(pool);
        // Also what was recorded of tasks that share a template, and are gone already.
        registry.getMeters().stream()
                .filter(meter -> isOfPool(meter.getId(), pool))
                .forEach(registry::remove);
    }

    @Override
    public void onTaskUnregistered(TaskFacts facts) {
        tasks.remove(facts);
        gauges.removeTimer(facts.task(), facts.template());
    }

    @Override
    public void onQueueRemoved(String queue) {
        gauges.removeQueue(queue);
        Counter counter = dropped.remove(queue);
        if (counter != null) {
            registry.remove(counter);
        }
    }

    private static boolean isOfPool(Meter.Id id, String pool) {
        return id.getName().startsWith(TaskyMeter.PREFIX) && pool.equals(id.getTag(TaskyMeter.POOL));
    }

    private Counter droppedOf(String queue) {
        return Counter.builder(TaskyMeter.QUEUE_DROPPED.meterName())
                .description(TaskyMeter.QUEUE_DROPPED.description())
                .tag(TaskyMeter.QUEUE, queue)
                .register(registry);
    }

    private TaskMeters metersOf(MeterRegistry registry, TaskFacts facts) {
        if (tasks.isGone(facts)) {
            // A run that was left behind has ended, or a task is left without its pool.
            return TaskMeters.ofTaskThatIsGone(registry, facts);
        }
        gauges.addPool(facts.pool());
        if (facts.queue() != null) {
            gauges.addQueue(facts.queue());
        }
        if (facts.kind() == TaskKind.TIMER) {
            gauges.addTimer(facts.task(), facts.template());
        }
        return new TaskMeters(registry, facts);
    }

    /** Work that was submitted in code belongs to no task that is registered. */
    private boolean isUnknown(TaskFacts facts) {
        if (gauges.isGonePool(facts.pool())) {
            return true;
        }
        try {
            if (!facts.task().equals(RunOptions.DYNAMIC)) {
                supervisor.task(facts.task());
            }
            return false;
        } catch (UnknownNameException gone) {
            return true;
        }
    }
}
