package io.tasky.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tasky.spi.TaskListener;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskRun;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Measures runs, pools and queues. Runs go to the registry that the application's own code would get; gauges to every
 * registry it is bound to. Thread-safe.
 */
public class TaskyMetrics implements TaskListener, MeterBinder {

    private final MeterRegistry registry;

    private final TaskyGauges gauges;

    private final Map<TaskFacts, TaskMeters> tasks = new ConcurrentHashMap<>();

    /**
     * Creates the metrics.
     *
     * @param registry where runs are recorded
     * @param supervisor whose pools and queues are measured
     */
    public TaskyMetrics(MeterRegistry registry, TaskSupervisor supervisor) {
        this.registry = registry;
        this.gauges = new TaskyGauges(supervisor);
    }

    @Override
    public void bindTo(MeterRegistry registryOfGauges) {
        gauges.bindTo(registryOfGauges);
    }

    /** Adds the gauges of pools and queues that have come since. Those of tasks that run are added by themselves. */
    public void refreshGauges() {
        gauges.addKnown();
    }

    @Override
    public void onStarted(TaskRun<?> run, TaskFacts facts, long waited) {
        metersOf(facts).record(TaskyMeter.WAIT, waited);
    }

    @Override
    public void onFinished(TaskRun<?> run, TaskFacts facts, long took) {
        metersOf(facts).recordRun(run.status(), took);
    }

    @Override
    public void onRetry(TaskRun<?> run, TaskFacts facts, Throwable failure, Duration delay) {
        metersOf(facts).count(TaskyMeter.RETRIES, 1);
    }

    @Override
    public void onSkipped(TaskFacts facts, long ticks) {
        metersOf(facts).count(TaskyMeter.SKIPPED, ticks);
    }

    @Override
    public void onRejected(TaskFacts facts) {
        metersOf(facts).count(TaskyMeter.REJECTED, 1);
    }

    @Override
    public void onLateness(TaskFacts facts, long late) {
        metersOf(facts).record(TaskyMeter.LATENESS, late);
    }

    private TaskMeters metersOf(TaskFacts facts) {
        TaskMeters known = tasks.get(facts);
        return known != null ? known : addMetersOf(facts);
    }

    private TaskMeters addMetersOf(TaskFacts facts) {
        gauges.addPool(facts.pool());
        if (facts.queue() != null) {
            gauges.addQueue(facts.queue());
        }
        return tasks.computeIfAbsent(facts, key -> new TaskMeters(registry, key));
    }
}
