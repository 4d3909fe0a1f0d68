package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskBody;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskState;
import io.tasky.task.WaitingFor;
import io.tasky.testing.CapturedLog;
import java.time.Duration;
import java.util.List;
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
