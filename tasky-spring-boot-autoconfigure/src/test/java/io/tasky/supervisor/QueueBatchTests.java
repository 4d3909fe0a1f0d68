package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.tasky.memory.InMemoryQueueStoreFactory;
import io.tasky.spi.QueueStore;
import io.tasky.spi.QueueStoreFactory;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskBody;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskState;
import io.tasky.task.WaitingFor;
import io.tasky.testing.CapturedLog;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class QueueBatchTests {

    private static final TaskAttributes THREES = TaskAttributes.NONE
            .with(TaskAttribute.BATCH_SIZE, 3)
            .with(TaskAttribute.BATCH_TIMEOUT, Duration.ofSeconds(10));

    private final List<@Nullable Object> batches = new CopyOnWriteArrayList<>();

    private final TaskBody note = batch -> batches.add(batch);

    private TaskQueue<Integer> queue(Rig rig, TaskAttributes attributes) {
        rig.register(TaskKind.QUEUE, "orders", attributes, note);
        return rig.supervisor.queue("orders");
    }

    @Test
    void batchIsHandedOverWhenItIsFull() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskQueue<Integer> queue = queue(rig, THREES);
            queue.putAll(List.of(1, 2));
            rig.awaitIdle();
            assertThat(batches).isEmpty();
            assertThat(queue.size()).isEqualTo(2);
            queue.put(3);
            rig.awaitIdle();
            assertThat(batches).containsExactly(List.of(1, 2, 3));
            assertThat(rig.supervisor.task("orders").snapshot().counts().succeeded())
                    .isOne();
        }
    }

    @Test
    void batchIsHandedOverWhenItsFirstItemHasWaitedLongEnough() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskQueue<Integer> queue = queue(rig, THREES);
            queue.put(1);
            rig.advanceAndAwait(Duration.ofSeconds(9));
            queue.put(2);
            rig.awaitIdle();
            assertThat(batches).isEmpty();
            rig.advanceAndAwait(Duration.ofSeconds(1));
            assertThat(batches).containsExactly(List.of(1, 2));
        }
    }

    @Test
    void itemThatIsLeftOverWaitsFromItsOwnArrival() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskQueue<Integer> queue = queue(rig, THREES);
            queue.put(1);
            rig.advanceAndAwait(Duration.ofSeconds(9));
            rig.supervisor.task("orders").disable();
            queue.putAll(List.of(2, 3, 4));
            rig.supervisor.task("orders").enable();
            rig.awaitIdle();
            assertThat(batches).containsExactly(List.of(1, 2, 3));
            rig.advanceAndAwait(Duration.ofSeconds(9));
            assertThat(batches).hasSize(1);
            rig.advanceAndAwait(Duration.ofSeconds(1));
            assertThat(batches).containsExactly(List.of(1, 2, 3), List.of(4));
        }
    }

    @Test
    void waitForBatchHoldsNoSlotAndSaysWhatItWaitsFor() throws Exception {
        try (Rig rig = new Rig().started()) {
            queue(rig, THREES).put(1);
            rig.awaitIdle();
            assertThat(rig.pool().snapshot().taken()).isZero();
            WaitingFor waitingFor = rig.supervisor.task("orders").snapshot().waitingFor();
            assertThat(waitingFor)
                    .isEqualTo(new WaitingFor(
                            WaitingFor.Reason.BATCH_NOT_FULL,
                            1,
                            3,
                            rig.time.now().plusSeconds(10),
                            "orders"));
        }
    }

    @Test
    void closedQueueHandsOverWhatIsLeft() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskQueue<Integer> queue = queue(rig, THREES);
            queue.putAll(List.of(1, 2));
            queue.close();
            rig.awaitIdle();
            assertThat(batches).containsExactly(List.of(1, 2));
            assertThat(rig.supervisor.task("orders").snapshot().state()).isEqualTo(TaskState.ENDED);
        }
    }

    @Test
    void stopHandsOverWhatIsLeft() throws Exception {
        try (Rig rig = new Rig(builder -> builder.shutdown(ShutdownPolicy.DEFAULT)).started()) {
            queue(rig, THREES).putAll(List.of(1, 2, 3, 4));
            StopReport report = rig.supervisor.stop();
            assertThat(report.left()).isEmpty();
            assertThat(batches).containsExactly(List.of(1, 2, 3), List.of(4));
        }
    }

    @Test
    void batchesOfSeveralWorkersAreFull() throws Exception {
        try (Rig rig = new Rig()) {
            TaskQueue<Integer> queue = queue(rig, THREES.with(TaskAttribute.WORKERS, 4));
            for (int i = 0; i < 31; i++) {
                queue.put(i);
            }
            rig.started();
            rig.awaitIdle();
            assertThat(batches)
                    .hasSize(10)
                    .allSatisfy(batch -> assertThat((List<?>) batch).hasSize(3));
            assertThat(queue.size()).isOne();
            rig.advanceAndAwait(Duration.ofSeconds(10));
            assertThat(batches).hasSize(11);
        }
    }

    @Test
    void itemThatIsTakenWhileTheFirstBatchWorkerComesMakesNoLaterOneLookOlder() throws Exception {
        FakeBackend backend = new FakeBackend();
        try (Rig rig = new Rig(builder -> builder.queueStore(backend))) {
            TaskAttributes onDisk = TaskAttributes.NONE.with(TaskAttribute.BACKEND, backend.backend());
            rig.register(TaskKind.QUEUE, "one-by-one", onDisk.with(TaskAttribute.QUEUE, "orders"), note);
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            queue.putAll(List.of(1, 2));
            backend.afterCount.set(() -> assertThat(queue.drain(1)).containsExactly(1));
            queue(rig, THREES.overriddenBy(onDisk));
            rig.supervisor.task("one-by-one").disable();
            rig.started();
            rig.advanceAndAwait(Duration.ofSeconds(10));
            assertThat(batches).containsExactly(List.of(2));
            assertNextItemWaitsForItsOwnTime(rig, queue);
        }
    }

    @Test
    void itemThatLeavesUnnoticedMakesNoLaterOneLookOlder() throws Exception {
        List<QueueStore<Object>> stores = new CopyOnWriteArrayList<>();
        QueueStoreFactory shared = new QueueStoreFactory() {

            @Override
            public String backend() {
                return MEMORY;
            }

            @Override
            public QueueStore<Object> create(String queue, int capacity) {
                QueueStore<Object> store = new InMemoryQueueStoreFactory().create(queue, capacity);
                stores.add(store);
                return store;
            }
        };
        try (Rig rig = new Rig(builder -> builder.queueStore(shared)).started()) {
            TaskQueue<Integer> queue = queue(rig, THREES);
            queue.put(1);
            rig.awaitIdle();
            // As another application does that has the same store.
            Objects.requireNonNull(stores.get(0).poll()).acknowledge();
            assertNextItemWaitsForItsOwnTime(rig, queue);
        }
    }

    @Test
    void itemThatCannotBeRequeuedMakesNoLaterOneLookOlder() throws Exception {
        FakeBackend backend = new FakeBackend();
        backend.failsToRequeue.set(true);
        try (CapturedLog log = new CapturedLog();
                Rig rig = new Rig(builder -> builder.queueStore(backend)).started()) {
            rig.register(TaskKind.QUEUE, "orders", THREES.with(TaskAttribute.BACKEND, backend.backend()), batch -> {
                if (batches.isEmpty()) {
                    TaskContext.current().requeue();
                }
                return batches.add(batch);
            });
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            queue.put(1);
            rig.advanceAndAwait(Duration.ofSeconds(10));
            assertThat(log.messagesAt(Level.ERROR))
                    .singleElement()
                    .asString()
                    .endsWith("of task 'orders' could not be acknowledged; queue 'orders' may hand it out again");
            assertNextItemWaitsForItsOwnTime(rig, queue);
        }
    }

    /** Whatever came before it. */
    private void assertNextItemWaitsForItsOwnTime(Rig rig, TaskQueue<Integer> queue) throws InterruptedException {
        int before = batches.size();
        rig.advanceAndAwait(Duration.ofSeconds(5));
        queue.put(7);
        rig.advanceAndAwait(Duration.ofSeconds(9));
        assertThat(batches).hasSize(before);
        rig.advanceAndAwait(Duration.ofSeconds(1));
        assertThat(batches).hasSize(before + 1).endsWith(List.of(7));
    }

    @Test
    void batchThatFailsIsRetriedAndDiesAsOne() throws Exception {
        try (CapturedLog log = new CapturedLog();
                Rig rig = new Rig().started()) {
            rig.supervisor.register(Rig.define(
                    TaskKind.QUEUE,
                    "orders",
                    THREES,
                    batch -> {
                        batches.add(batch);
                        throw new IllegalStateException("no stock");
                    },
                    (attempt, failure) -> attempt == 1 ? Duration.ZERO : null));
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            queue.putAll(List.of(1, 2, 3));
            rig.awaitIdle();
            rig.advanceAndAwait(Duration.ofMillis(1));
            assertThat(batches).containsExactly(List.of(1, 2, 3), List.of(1, 2, 3));
            assertThat(queue.deadLetters()).extracting(letter -> letter.item()).containsExactly(1, 2, 3);
            assertThat(log.at(Level.ERROR)).hasSize(1);
        }
    }
}
