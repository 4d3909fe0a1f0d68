package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tasky.pool.PoolConfig;
import io.tasky.task.QueueClosedException;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskBody;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskState;
import io.tasky.testing.Spin;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class QueueLifeTests {

    private final List<@Nullable Object> handled = new CopyOnWriteArrayList<>();

    private final TaskBody note = item -> handled.add(item);

    private TaskQueue<Integer> queue(Rig rig, TaskAttributes attributes) {
        rig.register(TaskKind.QUEUE, "orders", attributes, note);
        return rig.supervisor.queue("orders");
    }

    @Test
    void queueThatIsReopenedTakesItemsAgainAndItsTaskGoesOn() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskQueue<Integer> queue = queue(rig, TaskAttributes.NONE);
            queue.close();
            queue.close();
            assertThatThrownBy(() -> queue.put(1)).isInstanceOf(QueueClosedException.class);
            assertThat(rig.supervisor.task("orders").snapshot().state()).isEqualTo(TaskState.ENDED);
            queue.reopen();
            queue.reopen();
            assertThat(queue.isClosed()).isFalse();
            queue.put(2);
            rig.awaitIdle();
            assertThat(handled).containsExactly(2);
            assertThat(rig.supervisor.task("orders").snapshot().state()).isEqualTo(TaskState.ENABLED);
        }
    }

    @Test
    void taskThatIsDisabledStaysSoWhenItsQueueIsReopened() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskQueue<Integer> queue = queue(rig, TaskAttributes.NONE);
            queue.close();
            rig.supervisor.task("orders").disable();
            queue.reopen();
            queue.put(1);
            rig.awaitIdle();
            assertThat(handled).isEmpty();
            assertThat(rig.supervisor.task("orders").snapshot().state()).isEqualTo(TaskState.DISABLED);
        }
    }

    @Test
    void drainTakesOutWhatNobodyHasBegun() throws Exception {
        try (Rig rig = new Rig()) {
            TaskQueue<Integer> queue = queue(rig, TaskAttributes.NONE);
            queue.putAll(List.of(1, 2, 3, 4));
            assertThat(queue.drain(1)).containsExactly(1);
            assertThat(queue.drain()).containsExactly(2, 3, 4);
            assertThat(queue.drain()).isEmpty();
            rig.started();
            rig.awaitIdle();
            assertThat(handled).isEmpty();
            assertThatThrownBy(() -> queue.drain(-1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("At least 0 items can be drained, not -1.");
        }
    }

    @Test
    void drainMakesRoomForProducerThatWaits() throws Exception {
        try (Rig rig = new Rig()) {
            TaskQueue<Integer> queue = queue(rig, TaskAttributes.NONE.with(TaskAttribute.CAPACITY, 1));
            queue.put(1);
            CompletableFuture<Boolean> put = new CompletableFuture<>();
            Thread producer = new Thread(() -> {
                try {
                    queue.put(2);
                    put.complete(true);
                } catch (InterruptedException ex) {
                    put.completeExceptionally(ex);
                }
            });
            producer.start();
            Spin.until(() -> producer.getState() == Thread.State.WAITING);
            assertThat(queue.drain()).containsExactly(1);
            assertThat(put.get()).isTrue();
            assertThat(queue.drain()).containsExactly(2);
        }
    }

    @Test
    void closedQueueThatIsDrainedEndsItsTask() throws Exception {
        try (Rig rig = new Rig().started()) {
            rig.supervisor.quiet();
            TaskQueue<Integer> queue = queue(rig, TaskAttributes.NONE);
            queue.put(1);
            queue.close();
            assertThat(rig.supervisor.task("orders").snapshot().state()).isEqualTo(TaskState.ENABLED);
            queue.drain();
            assertThat(rig.supervisor.task("orders").snapshot().state()).isEqualTo(TaskState.ENDED);
        }
    }

    @Test
    void workersAreAddedAndTakenAwayWhileItRuns() throws Exception {
        try (Rig rig = new Rig(PoolConfig.of(PoolConfig.DEFAULT_POOL, 8)).started()) {
            AtomicInteger atOnce = new AtomicInteger();
            CountDownLatch three = new CountDownLatch(3);
            CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
            AtomicInteger most = new AtomicInteger();
            rig.register(TaskKind.QUEUE, "orders", TaskAttributes.NONE, item -> {
                most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                three.countDown();
                end.join();
                atOnce.decrementAndGet();
                return handled.add(item);
            });
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            for (int i = 0; i < 20; i++) {
                queue.put(i);
            }
            queue.setWorkers(3);
            three.await();
            assertThat(queue.snapshot().busyWorkers()).isEqualTo(3);
            queue.setWorkers("orders", 1);
            assertThat(queue.snapshot().workers()).isOne();
            most.set(0);
            atOnce.set(3);
            end.complete(null);
            rig.awaitIdle();
            assertThat(handled).hasSize(20);
            assertThat(most).hasValueLessThanOrEqualTo(3);
            assertThat(queue.snapshot().busyWorkers()).isZero();
        }
    }

    @Test
    void fewerWorkersTakeEffectWhereTheirMethodReturnsStages() throws Exception {
        try (Rig rig = new Rig().started()) {
            BlockingQueue<CompletableFuture<@Nullable Void>> stages = new LinkedBlockingQueue<>();
            rig.register(TaskKind.QUEUE, "orders", TaskAttributes.NONE.with(TaskAttribute.WORKERS, 3), item -> {
                CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
                CompletionStage<@Nullable Void> stage = end;
                handled.add(item);
                stages.add(end);
                return stage;
            });
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            queue.putAll(List.of(1, 2, 3, 4, 5, 6));
            List<CompletableFuture<@Nullable Void>> firstThree = List.of(stages.take(), stages.take(), stages.take());
            queue.setWorkers(1);
            firstThree.forEach(stage -> stage.complete(null));
            rig.until(() -> queue.snapshot().busyWorkers() == 1);
            for (int rest = 3; rest > 0; rest--) {
                CompletableFuture<@Nullable Void> stage = stages.take();
                assertThat(stages).isEmpty();
                stage.complete(null);
            }
            rig.awaitIdle();
            assertThat(handled).hasSize(6);
            assertThat(queue.snapshot().busyWorkers()).isZero();
        }
    }

    @Test
    void workersThatWaitForTheirSlotWhenThereAreTooManyTakeNothing() throws Exception {
        try (Rig rig = new Rig(PoolConfig.of(PoolConfig.DEFAULT_POOL, 2)).started()) {
            List<CountDownLatch> blockers =
                    List.of(rig.occupySlot(TaskPriority.NORMAL), rig.occupySlot(TaskPriority.NORMAL));
            AtomicInteger atOnce = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            Gate gate = new Gate();
            rig.supervisor.quiet();
            rig.register(TaskKind.QUEUE, "orders", TaskAttributes.NONE.with(TaskAttribute.WORKERS, 2), item -> {
                most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                gate.pass();
                atOnce.decrementAndGet();
                return handled.add(item);
            });
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            queue.putAll(List.of(1, 2, 3));
            rig.supervisor.resume();
            assertThat(queue.snapshot().busyWorkers()).isEqualTo(2);
            queue.setWorkers(1);
            blockers.forEach(CountDownLatch::countDown);
            gate.awaitEntered();
            rig.until(() -> queue.snapshot().busyWorkers() <= 1);
            gate.open();
            rig.awaitIdle();
            assertThat(handled).hasSize(3);
            assertThat(most).hasValue(1);
        }
    }

    @Test
    void workersThatCannotBeSetAreRefused() {
        try (Rig rig = new Rig().started()) {
            TaskQueue<Integer> queue = queue(rig, TaskAttributes.NONE);
            assertThatThrownBy(() -> queue.setWorkers(0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Task 'orders' cannot have 0 workers: it needs at least 1.");
            assertThatThrownBy(() -> queue.setWorkers("mails", 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("No task 'mails' works on queue 'orders' (there is: [orders]).");
            rig.register(TaskKind.QUEUE, "more", TaskAttributes.NONE.with(TaskAttribute.QUEUE, "orders"), item -> null);
            assertThatThrownBy(() -> queue.setWorkers(2))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Queue 'orders' has 2 tasks that work on it: [more, orders]. Say which one is meant.");
            rig.supervisor.unregister("more");
            rig.supervisor.unregister("orders");
            assertThatThrownBy(() -> queue.setWorkers(2))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Queue 'orders' has no task that works on it. Register one, and set the number there.");
        }
    }
}
