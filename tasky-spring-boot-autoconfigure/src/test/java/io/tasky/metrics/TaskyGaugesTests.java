package io.tasky.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tasky.pool.PoolConfig;
import io.tasky.pool.PoolSnapshot;
import io.tasky.pool.TaskPool;
import io.tasky.spi.TaskListener.TaskFacts;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.supervisor.UnknownNameException;
import io.tasky.task.Page;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskTimer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskyGaugesTests {

    private static final TaskFacts ORDERS =
            new TaskFacts("orders.handle", TaskKind.QUEUE, "io", TaskPriority.NORMAL, "orders");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private final TaskSupervisor supervisor = mock(TaskSupervisor.class);

    @BeforeEach
    void supervisorHasNoTimers() {
        given(supervisor.tasks(any(), anyInt(), anyInt())).willReturn(new Page<>(List.of(), 0, 0));
    }

    private final TaskyMetrics metrics = new TaskyMetrics(registry, supervisor);

    @Test
    void poolIsMeasuredFromTheBinding() {
        TaskPool pool = pool("io");
        given(supervisor.pools()).willReturn(List.of(pool));

        metrics.bindTo(registry);

        assertThat(gauge("tasky.pool.running", "pool", "io")).isEqualTo(12);
        assertThat(gauge("tasky.pool.size", "pool", "io")).isEqualTo(20);
        assertThat(gauge("tasky.pool.waiting", "pool", "io", "priority", "HIGH"))
                .isEqualTo(3);
        assertThat(gauge("tasky.pool.waiting", "pool", "io", "priority", "LOW")).isZero();
        assertThat(registry.find("tasky.pool.waiting")
                        .tag("priority", "CRITICAL")
                        .gauge())
                .isNull();
    }

    @Test
    void gaugeOfAPoolFollowsItsNewSize() {
        TaskPool pool = pool("io");
        given(supervisor.pools()).willReturn(List.of(pool));
        metrics.bindTo(registry);

        given(pool.snapshot()).willReturn(new PoolSnapshot(PoolConfig.of("io", 2), 0, 0, Map.of(), 0, 0, 0));

        assertThat(gauge("tasky.pool.size", "pool", "io")).isEqualTo(2);
    }

    @Test
    void gaugesOfAPoolComeAndGoWithIt() {
        metrics.bindTo(registry);
        for (int round = 0; round < 2; round++) {
            TaskPool pool = pool("imports");
            given(supervisor.pools()).willReturn(List.of(pool));
            metrics.onPoolCreated("imports");
            assertThat(gauge("tasky.pool.size", "pool", "imports")).isEqualTo(20);
            metrics.onPoolClosed("imports");
            assertThat(registry.getMeters()).isEmpty();
        }
    }

    @Test
    void queueIsMeasuredFromTheBinding() {
        queueOfOrders();
        given(supervisor.queues()).willReturn(List.of(new QueueSnapshot("orders", 7, 100, 1, 0, false, 0, 0, 0)));

        metrics.bindTo(registry);

        assertThat(gauge("tasky.queue.size", "queue", "orders")).isEqualTo(7);
        assertThat(gauge("tasky.queue.remaining", "queue", "orders")).isEqualTo(93);
    }

    @Test
    void poolAndQueueThatCameLaterAreMeasuredAfterARefresh() {
        metrics.bindTo(registry);
        assertThat(registry.getMeters()).isEmpty();

        TaskPool pool = pool("io");
        given(supervisor.pools()).willReturn(List.of(pool));
        queueOfOrders();
        given(supervisor.queues()).willReturn(List.of(new QueueSnapshot("orders", 7, 100, 1, 0, false, 0, 0, 0)));
        metrics.refreshGauges();
        metrics.refreshGauges();

        assertThat(gauge("tasky.pool.running", "pool", "io")).isEqualTo(12);
        assertThat(gauge("tasky.queue.size", "queue", "orders")).isEqualTo(7);
    }

    @Test
    void poolAndQueueOfATaskThatCameLaterAreMeasuredFromItsFirstEvent() {
        metrics.bindTo(registry);
        pool("io");
        queueOfOrders();

        metrics.onSkipped(ORDERS, 1);

        assertThat(gauge("tasky.pool.running", "pool", "io")).isEqualTo(12);
        assertThat(gauge("tasky.queue.size", "queue", "orders")).isEqualTo(7);
    }

    @Test
    void everyRegistryThatItWasBoundToHasTheGauges() {
        MeterRegistry second = new SimpleMeterRegistry();
        metrics.bindTo(registry);
        metrics.bindTo(second);
        pool("io");

        metrics.onRejected(ORDERS);

        assertThat(gauge("tasky.pool.running", "pool", "io")).isEqualTo(12);
        assertThat(second.get("tasky.pool.running").gauge().value()).isEqualTo(12);
    }

    @Test
    void gaugeOfAQueueThatIsGoneHasNoValue() {
        metrics.bindTo(registry);
        metrics.onRejected(ORDERS);
        given(supervisor.queue("orders")).willThrow(new UnknownNameException("queue", "orders", List.of()));

        assertThat(gauge("tasky.queue.size", "queue", "orders")).isNaN();
    }

    @Test
    void timersThatArePendingAreMeasuredFromTheFirstEventOfTheirTask() {
        metrics.bindTo(registry);
        pool("io");
        TaskTimer<Object> timer = mock();
        given(timer.pending()).willReturn(3L);
        given(supervisor.timer("carts")).willReturn(timer);

        metrics.onRejected(new TaskFacts("carts", TaskKind.TIMER, "io", TaskPriority.NORMAL, null));

        assertThat(gauge("tasky.timers.pending", "task", "carts")).isEqualTo(3);
    }

    private TaskPool pool(String name) {
        PoolConfig config = PoolConfig.of(name, 20);
        TaskPool pool = mock(TaskPool.class);
        given(pool.config()).willReturn(config);
        given(pool.snapshot()).willReturn(new PoolSnapshot(config, 12, 0, Map.of(TaskPriority.HIGH, 3), 0, 12, 0));
        given(supervisor.pool(name)).willReturn(pool);
        return pool;
    }

    private void queueOfOrders() {
        TaskQueue<Object> queue = mock();
        given(queue.size()).willReturn(7);
        given(queue.remainingCapacity()).willReturn(93);
        given(supervisor.queue("orders")).willReturn(queue);
    }

    private double gauge(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }
}
