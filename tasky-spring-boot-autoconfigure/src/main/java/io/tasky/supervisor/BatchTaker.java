package io.tasky.supervisor;

import io.tasky.spi.QueueStore.Delivery;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TimeSource;
import io.tasky.task.WaitingFor;
import io.tasky.task.WaitingFor.Reason;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes batches for the workers of one task: as many items as make one, or what there is when the first one has waited long
 * enough, or when no more can come. While a batch is not full, no worker waits for it, but an alarm. Thread-safe.
 */
final class BatchTaker implements QueueTaker {

    /** How long the first item of a batch waits for the others unless the declaration says otherwise. */
    static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(1);

    private final QueueLoop loop;

    private final QueueItems items;

    private final ItemTimes times;

    private final TimeSource time;

    private final int size;

    private final long timeoutNanos;

    private final TimeSource.Alarm alarm;

    BatchTaker(QueueLoop loop, TaskDefinition definition, int size) {
        this.loop = loop;
        this.items = loop.queue().items();
        this.times = items.noteTimes();
        this.time = loop.engine().time();
        this.size = size;
        this.timeoutNanos = TimeSource.nanosOf(definition.get(TaskAttribute.BATCH_TIMEOUT, DEFAULT_TIMEOUT));
        this.alarm = time.alarm(loop.priority(), () -> loop.shift().callOne());
    }

    /** How many batches could be taken now; where that is none, and there are items, there will be one. */
    int ready() {
        int there = items.available();
        if (there >= size) {
            return there / size;
        }
        if (there == 0) {
            if (!times.isEmpty()) {
                items.forgetGone(times);
            }
            return 0;
        }
        long now = time.nanoTime();
        long due = due(now);
        if (now - due >= 0 || loop.finishesOff()) {
            return 1;
        }
        alarm.reschedule(due);
        return 0;
    }

    /** Until when the first item waits for others. */
    private long due(long now) {
        long due = times.due(now, timeoutNanos);
        if (now - due < 0) {
            return due;
        }
        // That one may be gone.
        items.forgetGone(times);
        return times.due(now, timeoutNanos);
    }

    @Override
    public @Nullable Object next(long now) {
        if (!times.beginCollecting()) {
            // Whoever does it now wakes others, if there is more.
            return null;
        }
        List<Delivery<Object>> taken;
        try {
            taken = ready() == 0 ? List.of() : items.take(size);
        } finally {
            times.endCollecting();
        }
        loop.shift().call();
        return taken.isEmpty() ? null : new QueueBatch(taken);
    }

    /** An alarm calls whoever is needed. */
    @Override
    public boolean isBrisk() {
        return false;
    }

    @Override
    public void putDown() {
        // A batch is begun as soon as it is taken.
    }

    /** Why there is no batch. */
    WaitingFor waitingFor(int there) {
        long due = times.due(time.nanoTime(), timeoutNanos);
        return new WaitingFor(
                Reason.BATCH_NOT_FULL,
                there,
                size,
                time.toInstant(due),
                loop.queue().name());
    }
}
