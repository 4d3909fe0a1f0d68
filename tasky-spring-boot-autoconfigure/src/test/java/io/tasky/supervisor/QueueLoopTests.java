package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.tasky.pool.PoolConfig;
import io.tasky.task.RunOptions;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskBody;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskRun;
import io.tasky.task.TaskState;
import io.tasky.task.WaitingFor;
import io.tasky.testing.CapturedLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class QueueLoopTests {

    private final List<@Nullable Object> handled = new CopyOnWriteArrayList<>();

    private final TaskBody note = item -> handled.add(item);

    private TaskQueue<Integer> queue(Rig rig, TaskAttributes attributes) {
        rig.register(TaskKind.QUEUE, "orders", attributes, note);
        return rig.supervisor.queue("orders");
    }

    @Test
    void idleWorkersHoldNoSlot() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskQueue<Integer> queue = queue(rig, TaskAttributes.NONE.with(TaskAttribute.WORKERS, 3));
            queue.putAll(List.of(1, 2, 3, 4));
            rig.awaitIdle();
            assertThat(handled).containsExactlyInAnyOrder(1, 2, 3, 4);
            assertThat(rig.pool().snapshot().taken()).isZero();
            assertThat(rig.supervisor.task("orders").snapshot().waitingFor())
                    .isEqualTo(new WaitingFor(WaitingFor.Reason.QUEUE_EMPTY, 0, 0, null, "orders"));
        }
    }

    @Test
    void moreImportantWorkGoesFirstAfterTheItemAtHand() throws Exception {
        try (Rig rig = Rig.narrow(10).started()) {
            TaskAttributes low = TaskAttributes.NONE
                    .with(TaskAttribute.PRIORITY, TaskPriority.LOW)
                    .with(TaskAttribute.CAPACITY, -1);
            CompletableFuture<@Nullable Void> submitted = new CompletableFuture<>();
            CountDownLatch atFirst = new CountDownLatch(1);
            rig.register(TaskKind.QUEUE, "orders", low, item -> {
                atFirst.countDown();
                submitted.join();
                return handled.add(item);
            });
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            for (int i = 0; i < 1000; i++) {
                queue.put(i);
            }
            atFirst.await();
            TaskRun<Boolean> high =
                    rig.supervisor.submit(() -> handled.add("HIGH"), RunOptions.priority(TaskPriority.HIGH));
            submitted.complete(null);
            rig.awaitIdle();
            assertThat(high.result()).isTrue();
            assertThat(handled).hasSize(1001);
            assertThat(handled.get(0)).isEqualTo(0);
            assertThat(handled.get(1)).isEqualTo("HIGH");
        }
    }

    @Test
    void workOfTheSamePriorityGetsItsTurnAfterSliceOfTime() throws Exception {
        try (Rig rig = Rig.narrow(10).started()) {
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            rig.register(TaskKind.QUEUE, "orders", TaskAttributes.NONE, item -> {
                handled.add(item);
                rig.time.advance(Duration.ofMillis(2));
                return null;
            });
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            for (int i = 0; i < 100; i++) {
                queue.put(i);
            }
            TaskRun<Boolean> other = rig.supervisor.submit(() -> handled.add("other"), RunOptions.DEFAULTS);
            blocker.countDown();
            rig.awaitIdle();
            assertThat(other.result()).isTrue();
            assertThat(handled).hasSize(101);
            assertThat(handled.indexOf("other")).isEqualTo(3);
        }
    }

    @Test
    void taskEndsWhenItsQueueIsClosedAndEmpty() throws Exception {
        try (Rig rig = new Rig()) {
            TaskQueue<Integer> queue = queue(rig, TaskAttributes.NONE);
            queue.put(1);
            queue.close();
            assertThat(queue.isClosed()).isTrue();
            TaskControl task = rig.supervisor.task("orders");
            assertThat(task.snapshot().state()).isEqualTo(TaskState.ENABLED);
            rig.started();
            rig.awaitIdle();
            assertThat(handled).containsExactly(1);
            assertThat(task.snapshot().state()).isEqualTo(TaskState.ENDED);
        }
    }

    @Test
    void itemThatFailsIsCountedAndTheOthersGoOn() throws Exception {
        try (CapturedLog log = new CapturedLog();
                Rig rig = new Rig().started()) {
            rig.register(TaskKind.QUEUE, "orders", TaskAttributes.NONE, item -> {
                handled.add(item);
                if (Integer.valueOf(2).equals(item)) {
                    throw new IllegalStateException("no stock");
                }
                return null;
            });
            rig.supervisor.<Integer>queue("orders").putAll(List.of(1, 2, 3));
            rig.awaitIdle();
            assertThat(handled).containsExactly(1, 2, 3);
            assertThat(rig.supervisor.task("orders").snapshot().counts().failed())
                    .isOne();
            assertThat(rig.supervisor.task("orders").snapshot().counts().succeeded())
                    .isEqualTo(2);
            assertThat(log.at(Level.ERROR)).hasSize(1);
        }
    }

    @Test
    void workersDoNotOutnumberTheirDeclaration() throws Exception {
        try (Rig rig = new Rig(PoolConfig.of(PoolConfig.DEFAULT_POOL, 8)).started()) {
            CountDownLatch two = new CountDownLatch(2);
            CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
            rig.register(TaskKind.QUEUE, "orders", TaskAttributes.NONE.with(TaskAttribute.WORKERS, 2), item -> {
                two.countDown();
                return end.join();
            });
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            queue.putAll(List.of(1, 2, 3, 4));
            two.await();
            assertThat(queue.size()).isEqualTo(2);
            assertThat(rig.pool().snapshot().taken()).isEqualTo(2);
            end.complete(null);
            rig.awaitIdle();
        }
    }
}
