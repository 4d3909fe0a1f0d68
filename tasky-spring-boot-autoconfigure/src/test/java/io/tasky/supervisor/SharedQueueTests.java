package io.tasky.supervisor;

import static io.tasky.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tasky.pool.PoolConfig;
import io.tasky.task.OverflowPolicy;
import io.tasky.task.QueueConfig;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskState;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SharedQueueTests {

    private static final TaskAttributes ORDERS = TaskAttributes.NONE.with(TaskAttribute.QUEUE, "orders");

    private final List<@Nullable Object> handled = new CopyOnWriteArrayList<>();

    @Test
    void eachItemGoesToOneOfTheTasksThatShareQueue() throws Exception {
        try (Rig rig = new Rig(builder -> builder.pool(PoolConfig.of("io", 2))).started()) {
            Gate gate = new Gate();
            rig.register(TaskKind.QUEUE, "slow", ORDERS, gate.before(item -> handled.add(item)));
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            queue.put(0);
            gate.awaitEntered();
            rig.register(TaskKind.QUEUE, "quick", ORDERS.with(TaskAttribute.POOL, "io"), item -> handled.add(item));
            queue.putAll(List.of(1, 2, 3));
            rig.supervisor.pool("io").awaitIdle(Rig.LONG);
            assertThat(handled).containsExactly(1, 2, 3);
            gate.open();
            rig.awaitIdle();
            assertThat(handled).containsExactly(1, 2, 3, 0);
        }
    }

    @Test
    void taskWhosePoolHasNoSlotKeepsNoItemFromTheOther() throws Exception {
        try (Rig rig = new Rig(builder -> builder.pool(PoolConfig.of("io", 1))).started()) {
            Gate gate = new Gate();
            rig.register(TaskKind.QUEUE, "blocker", TaskAttributes.NONE.with(TaskAttribute.POOL, "io"), item -> {
                gate.pass();
                return null;
            });
            rig.supervisor.queue("blocker").put(1);
            gate.awaitEntered();
            rig.register(TaskKind.QUEUE, "first", ORDERS.with(TaskAttribute.POOL, "io"), item -> handled.add("first"));
            rig.register(TaskKind.QUEUE, "second", ORDERS, item -> handled.add("second"));
            rig.supervisor.queue("orders").put(1);
            rig.pool().awaitIdle(Rig.LONG);
            assertThat(handled).containsExactly("second");
            gate.open();
            rig.awaitIdle();
            assertThat(handled).containsExactly("second");
        }
    }

    @Test
    void allTasksOfQueueEndWhenItIsClosedAndEmptyAndGoOnWhenItIsReopened() throws Exception {
        try (Rig rig = new Rig().started()) {
            rig.register(TaskKind.QUEUE, "first", ORDERS, item -> handled.add(item));
            rig.register(TaskKind.QUEUE, "second", ORDERS, item -> handled.add(item));
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            queue.close();
            rig.awaitIdle();
            assertThat(rig.supervisor.task("first").snapshot().state()).isEqualTo(TaskState.ENDED);
            assertThat(rig.supervisor.task("second").snapshot().state()).isEqualTo(TaskState.ENDED);
            queue.reopen();
            assertThat(rig.supervisor.task("first").snapshot().state()).isEqualTo(TaskState.ENABLED);
            assertThat(rig.supervisor.task("second").snapshot().state()).isEqualTo(TaskState.ENABLED);
            queue.put(1);
            rig.awaitIdle();
            assertThat(handled).containsExactly(1);
        }
    }

    @Test
    void tasksThatSayDifferentThingsOfOneQueueAreRefused() {
        try (Rig rig = new Rig().started()) {
            rig.register(TaskKind.QUEUE, "first", ORDERS.with(TaskAttribute.CAPACITY, 5), item -> null);
            TaskAttributes others =
                    ORDERS.with(TaskAttribute.OVERFLOW, OverflowPolicy.REJECT).with(TaskAttribute.KEY, "id");
            assertRefused(
                    () -> rig.register(TaskKind.QUEUE, "second", others, item -> null),
                    "Queue 'orders' is another one for 'first' (test first) than for 'second' (test second):"
                            + " capacity 5 and 1000, overflow BLOCK and REJECT, key none and 'id'.",
                    "Say the same of it everywhere, or give one of the tasks a queue of its own.");
            assertThat(rig.supervisor.tasks()).hasSize(1);
        }
    }

    @Test
    void configurationWinsOverWhatTasksSay() {
        QueueConfig config = new QueueConfig("orders", 7, null, OverflowPolicy.REJECT, false);
        try (Rig rig = new Rig(builder -> builder.queue(config)).started()) {
            rig.register(TaskKind.QUEUE, "first", ORDERS.with(TaskAttribute.CAPACITY, 5), item -> null);
            rig.register(TaskKind.QUEUE, "second", ORDERS.with(TaskAttribute.CAPACITY, 6), item -> null);
            assertThat(rig.supervisor.queue("orders").remainingCapacity()).isEqualTo(7);
            assertThatThrownBy(() -> new QueueConfig("orders", 0, null, null, false))
                    .isInstanceOf(TaskConfigurationException.class)
                    .hasMessage("Queue 'orders': capacity must be -1 (any number) or at least 1, was 0.");
        }
    }

    @Test
    void queueWithoutWorkerKeepsItsItemsForOneThatComesLater() throws Exception {
        QueueConfig config = new QueueConfig("orders", null, null, null, true);
        try (Rig rig = new Rig(builder -> builder.queue(config)).started()) {
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            queue.putAll(List.of(1, 2));
            assertThat(rig.supervisor.queues()).singleElement().satisfies(snapshot -> {
                assertThat(snapshot.size()).isEqualTo(2);
                assertThat(snapshot.workers()).isZero();
            });
            rig.register(TaskKind.QUEUE, "late", ORDERS, item -> handled.add(item));
            rig.awaitIdle();
            assertThat(handled).containsExactly(1, 2);
        }
    }

    @Test
    void itemsWithoutWorkerAreCountedAsLeftByTheNameOfTheirQueue() throws Exception {
        QueueConfig config = new QueueConfig("orders", null, null, null, true);
        try (Rig rig = new Rig(builder -> builder.queue(config)).started()) {
            rig.supervisor.queue("orders").put(1);
            assertThat(rig.supervisor.stop().left()).isEqualTo(Map.of("orders", 1));
        }
    }

    @Test
    void itemsOfSharedQueueAreCountedAsLeftOnce() throws Exception {
        try (Rig rig = new Rig().started()) {
            rig.register(TaskKind.QUEUE, "first", ORDERS.with(TaskAttribute.ENABLED, false), item -> null);
            rig.register(TaskKind.QUEUE, "second", ORDERS.with(TaskAttribute.ENABLED, false), item -> null);
            rig.supervisor.queue("orders").put(1);
            assertThat(rig.supervisor.stop().left()).isEqualTo(Map.of("first", 1));
        }
    }
}
