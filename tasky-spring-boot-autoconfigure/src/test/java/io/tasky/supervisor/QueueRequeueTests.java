package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tasky.task.RunOptions;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskState;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class QueueRequeueTests {

    private final List<@Nullable Object> handled = new CopyOnWriteArrayList<>();

    private final AtomicInteger requeues = new AtomicInteger();

    /** Puts the first item back that many times. */
    private @Nullable Object work(@Nullable Object item, int times) {
        handled.add(item);
        if (Integer.valueOf(1).equals(item) && requeues.getAndIncrement() < times) {
            TaskContext.current().requeue();
        }
        return null;
    }

    @Test
    void itemThatIsRequeuedComesLastAndIsCounted() throws Exception {
        try (Rig rig = new Rig()) {
            rig.register(TaskKind.QUEUE, "orders", TaskAttributes.NONE, item -> work(item, 2));
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            queue.putAll(List.of(1, 2, 3));
            rig.started();
            rig.awaitIdle();
            assertThat(handled).containsExactly(1, 2, 3, 1, 1);
            assertThat(queue.snapshot().requeued()).isEqualTo(2);
            assertThat(rig.supervisor.task("orders").snapshot().counts().succeeded())
                    .isEqualTo(5);
        }
    }

    @Test
    void fullQueueTakesBackWhatIsRequeued() throws Exception {
        try (Rig rig = new Rig()) {
            AtomicBoolean filled = new AtomicBoolean();
            rig.register(TaskKind.QUEUE, "orders", TaskAttributes.NONE.with(TaskAttribute.CAPACITY, 2), item -> {
                TaskQueue<Integer> queue = rig.supervisor.queue("orders");
                if (!filled.getAndSet(true)) {
                    queue.put(3);
                    assertThat(queue.remainingCapacity()).isZero();
                }
                return work(item, 1);
            });
            rig.supervisor.<Integer>queue("orders").putAll(List.of(1, 2));
            rig.started();
            rig.awaitIdle();
            assertThat(handled).containsExactly(1, 2, 3, 1);
        }
    }

    @Test
    void closedQueueTakesBackWhatIsRequeued() throws Exception {
        try (Rig rig = new Rig()) {
            rig.register(TaskKind.QUEUE, "orders", TaskAttributes.NONE, item -> work(item, 1));
            rig.supervisor.queue("orders").put(1);
            rig.supervisor.queue("orders").close();
            rig.started();
            rig.awaitIdle();
            assertThat(handled).containsExactly(1, 1);
            assertThat(rig.supervisor.task("orders").snapshot().state()).isEqualTo(TaskState.ENDED);
        }
    }

    @Test
    void itemOfRunThatFailsIsNotRequeued() throws Exception {
        try (Rig rig = new Rig().started()) {
            rig.register(TaskKind.QUEUE, "orders", TaskAttributes.NONE, item -> {
                TaskContext.current().requeue();
                throw new IllegalStateException("no stock");
            });
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            queue.put(1);
            rig.awaitIdle();
            assertThat(queue.deadLetters()).hasSize(1);
            assertThat(queue.snapshot().requeued()).isZero();
        }
    }

    @Test
    void batchIsRequeuedAsWhole() throws Exception {
        try (Rig rig = new Rig()) {
            rig.register(TaskKind.QUEUE, "orders", TaskAttributes.NONE.with(TaskAttribute.BATCH_SIZE, 2), batch -> {
                handled.add(batch);
                if (requeues.getAndIncrement() == 0) {
                    TaskContext.current().requeue();
                }
                return null;
            });
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            queue.putAll(List.of(1, 2, 3, 4));
            rig.started();
            rig.awaitIdle();
            assertThat(handled).containsExactly(List.of(1, 2), List.of(3, 4), List.of(1, 2));
            assertThat(queue.snapshot().requeued()).isEqualTo(2);
        }
    }

    @Test
    void onlyQueueWorkersHaveSomethingToPutBack() throws Exception {
        try (Rig rig = new Rig().started()) {
            AtomicInteger reached = new AtomicInteger();
            rig.supervisor
                    .submit(
                            () -> {
                                assertThatThrownBy(() -> TaskContext.current().requeue())
                                        .isInstanceOf(IllegalStateException.class)
                                        .hasMessageContaining("of 'sum' is of a BACKGROUND task and has no item to put"
                                                + " back. Call requeue() in a queue worker only.");
                                return reached.incrementAndGet();
                            },
                            RunOptions.DEFAULTS.withName("sum"))
                    .get();
            assertThat(reached).hasValue(1);
        }
    }
}
