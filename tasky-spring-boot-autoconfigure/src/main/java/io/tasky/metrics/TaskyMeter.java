package io.tasky.metrics;

import io.micrometer.core.instrument.Meter;
import java.util.List;

/**
 * Every meter there is, with its tags and its meaning: the one place they are named in. The values of tags come from
 * declarations, never from data, so that there are few of them. Immutable.
 */
enum TaskyMeter {
    RUN(
            "tasky.run",
            Meter.Type.TIMER,
            "Runs that got their outcome, and how long they ran: all attempts and the pauses between them, 0 for a run"
                    + " that never started"),

    WAIT("tasky.wait", Meter.Type.TIMER, "How long a run's attempt waited for its slot"),

    LATENESS("tasky.lateness", Meter.Type.TIMER, "How long after it was due a periodic run started"),

    POOL_RUNNING("tasky.pool.running", Meter.Type.GAUGE, "Slots of the pool that are taken"),

    POOL_WAITING("tasky.pool.waiting", Meter.Type.GAUGE, "Runs of the priority that wait for a slot of the pool"),

    POOL_SIZE("tasky.pool.size", Meter.Type.GAUGE, "Slots of the pool that every priority may use, -1 for any number"),

    QUEUE_SIZE("tasky.queue.size", Meter.Type.GAUGE, "Items that wait in the queue"),

    QUEUE_REMAINING(
            "tasky.queue.remaining",
            Meter.Type.GAUGE,
            "Items that the queue has room for, 2147483647 if it is unbounded"),

    TIMERS_PENDING("tasky.timers.pending", Meter.Type.GAUGE, "Timers of the task that are to fire: one for each key"),

    QUEUE_DROPPED(
            "tasky.queue.dropped",
            Meter.Type.COUNTER,
            "Items that the queue dropped, because it was full or had too many dead letters"),

    DEAD_LETTERS("tasky.dead.letters", Meter.Type.COUNTER, "Items whose run failed for good"),

    REJECTED("tasky.rejected", Meter.Type.COUNTER, "Runs that a full pool refused"),

    SKIPPED("tasky.skipped", Meter.Type.COUNTER, "Ticks that started no run"),

    RETRIES("tasky.retries", Meter.Type.COUNTER, "Attempts after the first of a run");

    /** What all their names begin with. */
    static final String PREFIX = "tasky.";

    static final String TASK = "task";

    static final String KIND = "kind";

    static final String POOL = "pool";

    static final String PRIORITY = "priority";

    static final String OUTCOME = "outcome";

    static final String QUEUE = "queue";

    private final String meterName;

    private final Meter.Type type;

    private final String description;

    TaskyMeter(String meterName, Meter.Type type, String description) {
        this.meterName = meterName;
        this.type = type;
        this.description = description;
    }

    String meterName() {
        return meterName;
    }

    Meter.Type type() {
        return type;
    }

    String description() {
        return description;
    }

    List<String> tags() {
        return switch (this) {
            case RUN -> List.of(TASK, KIND, POOL, PRIORITY, OUTCOME);
            case WAIT, LATENESS, DEAD_LETTERS, REJECTED, SKIPPED, RETRIES -> List.of(TASK, KIND, POOL, PRIORITY);
            case POOL_RUNNING, POOL_SIZE -> List.of(POOL);
            case POOL_WAITING -> List.of(POOL, PRIORITY);
            case TIMERS_PENDING -> List.of(TASK);
            case QUEUE_SIZE, QUEUE_REMAINING, QUEUE_DROPPED -> List.of(QUEUE);
        };
    }
}
