package io.tasky.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.tasky.spi.TaskListener.TaskFacts;
import io.tasky.task.RunStatus;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The meters of one task, each created when it is first needed and kept: finding a meter by its name and tags costs far
 * more than recording. Thread-safe.
 */
class TaskMeters {

    private final MeterRegistry registry;

    private final TaskFacts facts;

    private final Tags tags;

    private final Map<RunStatus, Timer> runs = new ConcurrentHashMap<>();

    private final Map<TaskyMeter, Timer> timers = new ConcurrentHashMap<>();

    private final Map<TaskyMeter, Counter> counters = new ConcurrentHashMap<>();

    TaskMeters(MeterRegistry registry, TaskFacts facts) {
        this.registry = registry;
        this.facts = facts;
        this.tags = Tags.of(
                TaskyMeter.TASK, facts.task(),
                TaskyMeter.KIND, facts.kind().name(),
                TaskyMeter.POOL, facts.pool(),
                TaskyMeter.PRIORITY, facts.priority().name());
    }

    TaskFacts facts() {
        return facts;
    }

    @SuppressWarnings("ReferenceEquality") // one object for all runs of a task
    boolean isOf(TaskFacts others) {
        return facts == others;
    }

    void recordRun(RunStatus outcome, long nanos) {
        Timer timer = runs.get(outcome);
        if (timer == null) {
            timer = timer(TaskyMeter.RUN, tags.and(TaskyMeter.OUTCOME, outcome.name()));
            runs.put(outcome, timer);
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    void record(TaskyMeter meter, long nanos) {
        Timer timer = timers.get(meter);
        if (timer == null) {
            timer = timer(meter, tags);
            timers.put(meter, timer);
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    void count(TaskyMeter meter, long amount) {
        Counter counter = counters.get(meter);
        if (counter == null) {
            counter = Counter.builder(meter.meterName())
                    .description(meter.description())
                    .tags(tags)
                    .register(registry);
            counters.put(meter, counter);
        }
        counter.increment((double) amount);
    }

    private Timer timer(TaskyMeter meter, Tags timerTags) {
        return Timer.builder(meter.meterName())
                .description(meter.description())
                .tags(timerTags)
                .register(registry);
    }
}
