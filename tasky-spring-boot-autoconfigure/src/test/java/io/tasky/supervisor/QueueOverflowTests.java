package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tasky.spi.TaskListener;
import io.tasky.task.ItemRules;
import io.tasky.task.OverflowPolicy;
import io.tasky.task.QueueClosedException;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskBody;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskQueue;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class QueueOverflowTests {

    private static final TaskAttributes TWO_PLACES = TaskAttributes.NONE.with(TaskAttribute.CAPACITY, 2);

    private final List<@Nullable Object> handled = new CopyOnWriteArrayList<>();

    private final List<String> dropped = new CopyOnWriteArrayList<>();

    private final TaskBody note = item -> handled.add(item);

    private Rig rig() {
        return rig(builder -> builder);
    }

    private Rig rig(UnaryOperator<TaskSupervisorBuilder> change) {
        TaskListener listener = new TaskListener() {
            @Override
            public void onItemDropped(String queue, Object item) {
                dropped.add(queue + " " + item);
            }
        };
        return new Rig(builder -> change.apply(builder.listeners(() -> List.of(listener))));
    }

    private static TaskQueue<Integer> queue(Rig rig, OverflowPolicy policy, TaskBody body) {
        rig.register(TaskKind.QUEUE, "orders", TWO_PLACES.with(TaskAttribute.OVERFLOW, policy), body);
        return rig.supervisor.queue("orders");
    }

    @Test
    void fullQueueDropsTheOldestItemAndTellsOfIt() throws Exception {
        try (Rig rig = rig()) {
            TaskQueue<Integer> queue = queue(rig, OverflowPolicy.DROP_OLDEST, note);
            queue.putAll(List.of(1, 2, 3, 4));
            assertThat(queue.size()).isEqualTo(2);
            assertThat(queue.snapshot().dropped()).isEqualTo(2);
            assertThat(dropped).containsExactly("orders 1", "orders 2");
            rig.started();
            rig.awaitIdle();
            assertThat(handled).containsExactly(3, 4);
        }
    }

    @Test
    void fullQueueDropsTheItemThatComesAndTellsOfIt() throws Exception {
        try (Rig rig = rig()) {
            TaskQueue<Integer> queue = queue(rig, OverflowPolicy.DROP_NEWEST, note);
            queue.putAll(List.of(1, 2, 3, 4));
            assertThat(queue.snapshot().dropped()).isEqualTo(2);
            assertThat(dropped).containsExactly("orders 3", "orders 4");
            rig.started();
            rig.awaitIdle();
            assertThat(handled).containsExactly(1, 2);
        }
    }

    @Test
    void offerDropsNothingWhateverThePolicy() throws Exception {
        try (Rig rig = rig()) {
            TaskQueue<Integer> queue = queue(rig, OverflowPolicy.DROP_OLDEST, note);
            queue.putAll(List.of(1, 2));
            assertThat(queue.offer(3, Duration.ZERO)).isFalse();
            assertThat(queue.size()).isEqualTo(2);
            assertThat(dropped).isEmpty();
        }
    }

    @Test
    void itemThatComesIsDroppedWhereAllOthersAreHeldBackByTheirKey() throws Exception {
        try (Rig rig = rig().started()) {
            Gate gate = new Gate();
            ItemRules oneKey = new ItemRules(null, item -> "key");
            TaskQueue<Integer> queue =
                    queue(rig, OverflowPolicy.DROP_OLDEST, gate.before(note).with(oneKey));
            queue.put(1);
            gate.awaitEntered();
            queue.putAll(List.of(2, 3, 4));
            assertThat(dropped).containsExactly("orders 4");
            gate.open();
            rig.awaitIdle();
            assertThat(handled).containsExactly(1, 2, 3);
        }
    }

    @Test
    void oldestItemStaysWhereTheQueueIsClosedBeforeTheNewOneIsIn() throws Exception {
        FakeBackend backend = new FakeBackend();
        try (Rig rig = rig(builder -> builder.queueStore(backend))) {
            rig.register(
                    TaskKind.QUEUE,
                    "orders",
                    TWO_PLACES
                            .with(TaskAttribute.OVERFLOW, OverflowPolicy.DROP_OLDEST)
                            .with(TaskAttribute.BACKEND, "disk"),
                    note);
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            queue.putAll(List.of(1, 2));
            backend.afterPoll.set(queue::close);
            assertThatThrownBy(() -> queue.put(3)).isInstanceOf(QueueClosedException.class);
            assertThat(dropped).isEmpty();
            assertThat(queue.drain()).containsExactly(1, 2);
        }
    }
}
