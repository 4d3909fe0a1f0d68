package io.tasky.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.tasky.spi.TaskListener.TaskFacts;
import io.tasky.task.RunStatus;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one task, each created when it is first needed and kept: finding a meter by its name and tags costs far
 * more than recording. Thread-safe.
 */
class TaskMeters {

    private final MeterRegistry registry;

    private final TaskFacts facts;

    private final Tags tags;

    /** By the outcome's place among its kind. */
    private final AtomicReferenceArray<@Nullable Timer> runs = new AtomicReferenceArray<>(RunStatus.values().length);

    /** By the meter's place among its kind, as are the counters. */
    private final AtomicReferenceArray<@Nullable Timer> timers = new AtomicReferenceArray<>(TaskyMeter.values().length);

    private final AtomicReferenceArray<@Nullable Counter> counters =
            new AtomicReferenceArray<>(TaskyMeter.values().length);

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
        Timer timer = runs.getAcquire(outcome.ordinal());
        if (timer == null) {
            timer = timer(TaskyMeter.RUN, tags.and(TaskyMeter.OUTCOME, outcome.name()));
            runs.setRelease(outcome.ordinal(), timer);
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    void record(TaskyMeter meter, long nanos) {
        Timer timer = timers.getAcquire(meter.ordinal());
        if (timer == null) {
            timer = timer(meter, tags);
            timers.setRelease(meter.ordinal(), timer);
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    void count(TaskyMeter meter, long amount) {
        Counter counter = counters.getAcquire(meter.ordinal());
        if (counter == null) {
            counter = Counter.builder(meter.meterName())
                    .description(meter.description())
                    .tags(tags)
                    .register(registry);
            counters.setRelease(meter.ordinal(), counter);
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
