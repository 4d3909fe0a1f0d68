package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.pool.PoolConfig;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskQueue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Stops whose time is over while a queue in memory still has items. */
@Timeout(20)
class DrainEndTests {

    private static final Duration ASK = Duration.ofSeconds(25);

    private static final Duration INTERRUPT = Duration.ofSeconds(29);

    private final AtomicInteger handled = new AtomicInteger();

    private static Rig patient(int slots) {
        return new Rig(builder ->
                builder.shutdown(ShutdownPolicy.DEFAULT).pool(PoolConfig.of(PoolConfig.DEFAULT_POOL, slots)));
    }

    @Test
    void workersTakeNoItemAfterTheDrainHasEnded() throws Exception {
        try (Rig rig = patient(4).started()) {
            CountDownLatch two = new CountDownLatch(2);
            rig.register(TaskKind.QUEUE, "orders", TaskAttributes.NONE.with(TaskAttribute.WORKERS, 2), item -> {
                two.countDown();
                while (!TaskContext.current().isStopRequested()) {
                    Thread.onSpinWait();
                }
                return handled.incrementAndGet();
            });
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            queue.putAll(List.of(1, 2, 3, 4, 5));
            two.await();

            StopReport report = new Stopping(rig).advance(ASK).report();

            rig.awaitIdle();
            assertThat(report).isEqualTo(new StopReport(2, 2, 0, Map.of("orders", 3), ASK));
            assertThat(handled).hasValue(2);
            assertThat(queue.size()).isEqualTo(3);
        }
    }

    @Test
    void workerThatWaitedForASlotTakesNoItemAfterTheDrainHasEnded() throws Exception {
        try (Rig rig = patient(1).started()) {
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            rig.register(TaskKind.QUEUE, "orders", TaskAttributes.NONE, item -> handled.incrementAndGet());
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            queue.putAll(List.of(1, 2, 3));

            Stopping stopping = new Stopping(rig).advance(ASK).advance(INTERRUPT.minus(ASK));

            assertThat(stopping.report().left()).containsExactly(Map.entry("orders", 3));
            rig.awaitIdle();
            assertThat(handled).hasValue(0);
            assertThat(queue.size()).isEqualTo(3);
            assertThat(blocker.getCount()).isOne();
        }
    }
}
