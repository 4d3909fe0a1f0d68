package io.tasky.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.tasky.spi.TaskListener.TaskFacts;
import io.tasky.task.RunStatus;
import java.util.List;
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

    /** Once closed, it registers nothing. Written and read, where a meter is registered, with the monitor of this held. */
    private volatile boolean closed;

    TaskMeters(MeterRegistry registry, TaskFacts facts) {
        this.registry = registry;
        this.facts = facts;
        this.tags = Tags.of(
                TaskyMeter.TASK, facts.template(),
                TaskyMeter.KIND, facts.kind().name(),
                TaskyMeter.POOL, facts.pool(),
                TaskyMeter.PRIORITY, facts.priority().name());
    }

    /** Meters that are closed from the beginning. */
    static TaskMeters ofTaskThatIsGone(MeterRegistry registry, TaskFacts facts) {
        TaskMeters meters = new TaskMeters(registry, facts);
        meters.closed = true;
        return meters;
    }

    boolean isClosed() {
        return closed;
    }

    /** From now on it registers nothing. What it has registered stays, for others that are measured with it. */
    synchronized void leave() {
        closed = true;
    }

    /** Takes what was registered out of the registry. What is recorded from now on is lost. */
    synchronized void close() {
        closed = true;
        for (AtomicReferenceArray<? extends @Nullable Meter> meters : List.of(runs, timers, counters)) {
            for (int i = 0; i < meters.length(); i++) {
                Meter meter = meters.get(i);
                if (meter != null) {
                    registry.remove(meter);
                }
            }
        }
    }

    /** Looks for its meters in the registry again when they are needed next: another one has taken them out. */
    synchronized void renew() {
        for (AtomicReferenceArray<? extends @Nullable Meter> meters : List.of(runs, timers, counters)) {
            for (int i = 0; i < meters.length(); i++) {
                meters.set(i, null);
            }
        }
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
            timer = register(runs, outcome.ordinal(), TaskyMeter.RUN, tags.and(TaskyMeter.OUTCOME, outcome.name()));
        }
        if (timer != null) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    void record(TaskyMeter meter, long nanos) {
        Timer timer = timers.getAcquire(meter.ordinal());
        if (timer == null) {
            timer = register(timers, meter.ordinal(), meter, tags);
        }
        if (timer != null) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    void count(TaskyMeter meter, long amount) {
        Counter counter = counters.getAcquire(meter.ordinal());
        if (counter == null) {
            counter = register(meter);
        }
        if (counter != null) {
            counter.increment((double) amount);
        }
    }

    /** Answers null where nothing is registered any more. */
    private synchronized @Nullable Counter register(TaskyMeter meter) {
        if (closed) {
            return null;
        }
        Counter counter = Counter.builder(meter.meterName())
                .description(meter.description())
                .tags(tags)
                .register(registry);
        counters.setRelease(meter.ordinal(), counter);
        return counter;
    }

    private synchronized @Nullable Timer register(
            AtomicReferenceArray<@Nullable Timer> place, int index, TaskyMeter meter, Tags timerTags) {
        if (closed) {
            return null;
        }
        Timer timer = Timer.builder(meter.meterName())
                .description(meter.description())
                .tags(timerTags)
                .register(registry);
        place.setRelease(index, timer);
        return timer;
    }
}
