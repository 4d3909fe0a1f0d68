package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskQueue;
import io.tasky.testing.Spin;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lengths of time beyond the 292 years that fit into a {@code long} of nanoseconds mean practically never. */
@Timeout(20)
class LongDurationTests {

    private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

    private static final Duration CENTURY = Duration.ofDays(36_500);

    private final Rig rig = new Rig().started();

    private final AtomicInteger runs = new AtomicInteger();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void timerDoesNotFire() throws Exception {
        TaskControl timer = register(TaskKind.TIMER, TaskAttributes.NONE.with(TaskAttribute.DELAY, FOREVER));

        rig.advanceAndAwait(CENTURY);

        assertThat(runs).hasValue(0);
        assertThat(timer.snapshot().nextRun()).isAfter(rig.time.now());
    }

    @Test
    void fixedRateTicksOnce() throws Exception {
        register(TaskKind.PERIODIC, TaskAttributes.NONE.with(TaskAttribute.FIXED_RATE, FOREVER));

        rig.advanceAndAwait(CENTURY);

        assertThat(runs).hasValue(1);
    }

    @Test
    void initialDelayHoldsTheFirstTickBack() throws Exception {
        register(
                TaskKind.PERIODIC,
                TaskAttributes.NONE
                        .with(TaskAttribute.FIXED_DELAY, Duration.ofSeconds(1))
                        .with(TaskAttribute.INITIAL_DELAY, FOREVER));

        rig.advanceAndAwait(CENTURY);

        assertThat(runs).hasValue(0);
    }

    @Test
    void offerWaitsUntilThereIsRoom() throws Exception {
        try (Rig later = new Rig()) {
            later.register(
                    TaskKind.QUEUE,
                    "orders",
                    TaskAttributes.NONE.with(TaskAttribute.CAPACITY, 1),
                    item -> runs.incrementAndGet());
            TaskQueue<Integer> orders = later.supervisor.queue("orders");
            orders.put(1);
            AtomicInteger offered = new AtomicInteger();
            Thread producer = new Thread(() -> {
                try {
                    offered.set(orders.offer(2, FOREVER) ? 1 : -1);
                } catch (InterruptedException ex) {
                    Thread.currentThread().interrupt();
                }
            });
            producer.start();
            Spin.until(() -> producer.getState() == Thread.State.WAITING);

            later.started();

            producer.join();
            later.awaitIdle();
            assertThat(offered).hasValue(1);
            assertThat(runs).hasValue(2);
        }
    }

    @Test
    void waitForTheEndOfTheSupervisorGoesOnUntilThen() throws Exception {
        rig.supervisor.stop();

        assertThat(rig.supervisor.awaitStopped(FOREVER)).isTrue();
    }

    private TaskControl register(TaskKind kind, TaskAttributes attributes) {
        return rig.register(kind, "task", attributes, payload -> runs.incrementAndGet());
    }
}
