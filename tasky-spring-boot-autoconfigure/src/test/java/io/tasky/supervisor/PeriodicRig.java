package io.tasky.supervisor;

import io.tasky.pool.PoolConfig;
import io.tasky.spi.TickDelays;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskBody;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskCounts;
import io.tasky.task.TaskKind;
import io.tasky.testing.SettableTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** A supervisor with one periodic task, whose runs note what they stand for, and may be kept from ending. */
final class PeriodicRig implements AutoCloseable {

    static final Duration SECOND = Duration.ofSeconds(1);

    final SettableTime time = new SettableTime("2026-03-01T00:00:00Z");

    final Instant start = time.now();

    /** The ticks that runs started for, in milliseconds after the start. */
    final List<Long> ticks = new CopyOnWriteArrayList<>();

    /** When they started, in milliseconds after the start. */
    final List<Long> starts = new CopyOnWriteArrayList<>();

    private final Semaphore begun = new Semaphore(0);

    private final Semaphore mayEnd = new Semaphore(0);

    private final Rig rig;

    private @Nullable TaskControl task;

    PeriodicRig() {
        this(PoolConfig.of(PoolConfig.DEFAULT_POOL, 4), TickDelays.WITHOUT_BACK_OFF);
    }

    PeriodicRig(TickDelays delays) {
        this(PoolConfig.of(PoolConfig.DEFAULT_POOL, 4), delays);
    }

    PeriodicRig(PoolConfig pool) {
        this(pool, TickDelays.WITHOUT_BACK_OFF);
    }

    private PeriodicRig(PoolConfig pool, TickDelays delays) {
        rig = new Rig(builder -> builder.pool(pool).timeSource(time).tickDelays(delays)).started();
    }

    DefaultTaskSupervisor supervisor() {
        return rig.supervisor;
    }

    TaskControl register(TaskAttributes attributes) {
        return register(attributes, payload -> null);
    }

    /** A task whose runs do that after they noted what they stand for. */
    TaskControl register(TaskAttributes attributes, TaskBody body) {
        TaskControl control = rig.register(TaskKind.PERIODIC, "tick", attributes, payload -> {
            Instant scheduled = Objects.requireNonNull(TaskContext.current().scheduledTime());
            ticks.add(Duration.between(start, scheduled).toMillis());
            starts.add(Duration.between(start, time.now()).toMillis());
            begun.release();
            return body.call(payload);
        });
        task = control;
        return control;
    }

    /** A task whose runs end when they are let. */
    TaskControl registerHeld(TaskAttributes attributes) {
        return register(attributes, payload -> {
            mayEnd.acquire();
            return null;
        });
    }

    TaskControl task() {
        return Objects.requireNonNull(task);
    }

    TaskCounts counts() {
        return task().snapshot().counts();
    }

    /** Waits until that many more runs have begun. */
    void awaitBegun(int runs) throws InterruptedException {
        begun.acquire(runs);
    }

    void letEnd(int runs) {
        mayEnd.release(runs);
    }

    /** Moves time on, and does what falls due on the way; does not wait for runs. */
    void pass(Duration duration) {
        time.advance(duration);
    }

    /** Moves time on step by step, and waits until what each step started, and what followed from that, has ended. */
    void advance(Duration step, int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            time.advance(step);
            settle();
        }
    }

    void advance(Duration step) throws InterruptedException {
        advance(step, 1);
    }

    /** Waits until nothing runs, and nothing is due now. */
    void settle() throws InterruptedException {
        long before = -1;
        while (before != task().snapshot().version()) {
            rig.awaitIdle();
            before = task().snapshot().version();
            time.advance(Duration.ZERO);
        }
        rig.awaitIdle();
    }

    @Override
    public void close() {
        mayEnd.release(1000);
        rig.close();
    }
}
