package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.pool.PoolConfig;
import io.tasky.task.RunOptions;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskRun;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Quick items are taken by many at once; what a worker has in its hands is as if it were in the queue. */
@Timeout(20)
class QueueHandTests {

    private static final TaskAttributes UNBOUNDED = TaskAttributes.NONE.with(TaskAttribute.CAPACITY, -1);

    private static final int ITEMS = 300;

    /** By then workers take 64 at once. */
    private static final int LATE = 150;

    private final List<@Nullable Object> handled = new CopyOnWriteArrayList<>();

    private final Gate gate = new Gate();

    private TaskQueue<Integer> queue(Rig rig, TaskAttributes attributes) throws InterruptedException {
        rig.register(TaskKind.QUEUE, "orders", attributes, item -> {
            if (Integer.valueOf(LATE).equals(item)) {
                gate.pass();
            }
            return handled.add(item);
        });
        TaskQueue<Integer> queue = rig.supervisor.queue("orders");
        for (int i = 0; i < ITEMS; i++) {
            queue.put(i);
        }
        return queue;
    }

    private static List<Object> numbers(int from, int to) {
        return IntStream.range(from, to).<Object>mapToObj(number -> number).toList();
    }

    @Test
    void itemsInTheHandOfWorkerThatIsPausedWaitInTheirOrder() throws Exception {
        try (Rig rig = new Rig()) {
            TaskQueue<Integer> queue = queue(rig, UNBOUNDED);
            rig.started();
            gate.awaitEntered();
            assertThat(queue.size()).isEqualTo(ITEMS - LATE - 1);
            rig.supervisor.task("orders").disable();
            gate.open();
            rig.awaitIdle();
            assertThat(handled).isEqualTo(numbers(0, LATE + 1));
            assertThat(queue.size()).isEqualTo(ITEMS - LATE - 1);
            rig.supervisor.task("orders").enable();
            rig.awaitIdle();
            assertThat(handled).isEqualTo(numbers(0, ITEMS));
        }
    }

    @Test
    void itemsInTheHandOfWorkerThatIsStuckAreCountedAsLeft() throws Exception {
        try (Rig rig = new Rig()) {
            queue(rig, UNBOUNDED);
            rig.started();
            gate.awaitEntered();
            assertThat(rig.supervisor.stop().left()).isEqualTo(Map.of("orders", ITEMS - LATE));
            gate.open();
        }
    }

    @Test
    void itemsInTheHandOfWorkerThatIsBusyAreHandledByOthers() throws Exception {
        try (Rig rig = new Rig(PoolConfig.of(PoolConfig.DEFAULT_POOL, 4)).started()) {
            TaskQueue<Integer> queue = queue(rig, UNBOUNDED.with(TaskAttribute.WORKERS, 2));
            gate.awaitEntered();
            rig.until(() -> handled.size() >= ITEMS - 1);
            assertThat(queue.size()).isZero();
            gate.open();
            rig.awaitIdle();
            assertThat(handled).doesNotHaveDuplicates().hasSize(ITEMS);
        }
    }

    @Test
    void itemsInTheHandOfWorkerThatWaitsForStageAreHandledByOthers() throws Exception {
        try (Rig rig = new Rig().started()) {
            CompletableFuture<@Nullable Void> stage = new CompletableFuture<>();
            rig.supervisor.quiet();
            rig.register(TaskKind.QUEUE, "orders", UNBOUNDED.with(TaskAttribute.WORKERS, 2), item -> {
                handled.add(item);
                return Integer.valueOf(LATE).equals(item) ? stage : null;
            });
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            for (int i = 0; i < ITEMS; i++) {
                queue.put(i);
            }
            rig.supervisor.resume();
            rig.until(() -> handled.size() >= ITEMS);
            stage.complete(null);
            rig.awaitIdle();
            assertThat(handled).doesNotHaveDuplicates();
        }
    }

    @Test
    void itemsInHandCanBeDrained() throws Exception {
        try (Rig rig = new Rig()) {
            TaskQueue<Integer> queue = queue(rig, UNBOUNDED);
            rig.started();
            gate.awaitEntered();
            List<Integer> drained = queue.drain();
            assertThat(drained).isEqualTo(numbers(LATE + 1, ITEMS));
            gate.open();
            rig.awaitIdle();
            assertThat(handled).isEqualTo(numbers(0, LATE + 1));
        }
    }

    @Test
    void itemsInHandWaitInTheirOrderWhenWorkerGivesWay() throws Exception {
        try (Rig rig = Rig.narrow(10)) {
            queue(rig, UNBOUNDED.with(TaskAttribute.PRIORITY, TaskPriority.LOW));
            rig.started();
            gate.awaitEntered();
            TaskRun<Boolean> high =
                    rig.supervisor.submit(() -> handled.add("HIGH"), RunOptions.priority(TaskPriority.HIGH));
            gate.open();
            rig.awaitIdle();
            assertThat(high.result()).isTrue();
            assertThat(handled.get(LATE + 1)).isEqualTo("HIGH");
            assertThat(handled.subList(LATE + 2, ITEMS + 1)).isEqualTo(numbers(LATE + 1, ITEMS));
        }
    }
}
