package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tasky.task.QueueClosedException;
import io.tasky.task.QueueConfig;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers of one queue that go, one after the other. */
@Timeout(60)
class SharedQueueUnregisterTests {

    private static final ShutdownPolicy PATIENT = new ShutdownPolicy(Duration.ofDays(1), Duration.ofSeconds(5));

    private final List<@Nullable Object> handled = new CopyOnWriteArrayList<>();

    private static Rig patient() {
        return new Rig(builder -> builder.shutdown(PATIENT)).started();
    }

    private void register(Rig rig, String name) {
        rig.supervisor.register(TaskDefinition.queue(name).queue("orders").forEach(handled::add));
    }

    @Test
    void otherWorkerGoesOnAndTheQueueIsClosedWithTheLast() throws Exception {
        try (Rig rig = patient()) {
            register(rig, "first");
            register(rig, "second");
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            rig.supervisor.unregister("first");
            queue.putAll(List.of(1, 2));
            rig.awaitIdle();
            assertThat(handled).containsExactly(1, 2);
            assertThat(rig.supervisor.task("second").snapshot().state()).isEqualTo(TaskState.ENABLED);

            rig.supervisor.unregister("second");
            assertThatThrownBy(() -> queue.put(3)).isInstanceOf(QueueClosedException.class);
            assertThatThrownBy(() -> rig.supervisor.queue("orders")).isInstanceOf(UnknownNameException.class);
        }
    }

    @Test
    void itemInTheHandsOfTheOneThatGoesIsHandled() throws Exception {
        try (Rig rig = patient()) {
            Gate gate = new Gate();
            rig.supervisor.register(
                    TaskDefinition.queue("first").queue("orders").body(gate.before(item -> handled.add(item))));
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            queue.put(1);
            gate.awaitEntered();
            register(rig, "second");
            FutureTask<Void> removal = new FutureTask<>(() -> rig.supervisor.unregister("first"), null);
            Thread thread = new Thread(removal);
            thread.start();
            queue.putAll(List.of(2, 3));
            rig.until(() -> handled.size() >= 2);
            assertThat(handled).containsExactly(2, 3);
            gate.open();
            removal.get();
            assertThat(handled).containsExactly(2, 3, 1);
            assertThat(queue.isClosed()).isFalse();
        }
    }

    @Test
    void itemsThatWaitAreLeftToTheOtherWorker() throws Exception {
        try (Rig rig = patient()) {
            List<@Nullable Object> first = new CopyOnWriteArrayList<>();
            Gate firstGate = new Gate();
            Gate secondGate = new Gate();
            rig.supervisor.register(
                    TaskDefinition.queue("first").queue("orders").body(firstGate.before(item -> first.add(item))));
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            queue.put(1);
            firstGate.awaitEntered();
            rig.supervisor.register(
                    TaskDefinition.queue("second").queue("orders").body(secondGate.before(item -> handled.add(item))));
            queue.put(2);
            secondGate.awaitEntered();
            queue.putAll(List.of(3, 4));
            FutureTask<Void> removal = new FutureTask<>(() -> rig.supervisor.unregister("first"), null);
            Thread thread = new Thread(removal);
            thread.start();
            rig.until(() -> thread.getState() == Thread.State.WAITING);
            firstGate.open();
            removal.get();
            assertThat(first).containsExactly(1);
            assertThat(queue.size()).isEqualTo(2);
            secondGate.open();
            rig.awaitIdle();
            assertThat(handled).containsExactly(2, 3, 4);
        }
    }

    @Test
    void queueThatIsThereWithoutWorkerStaysOpenForTheNextOne() throws Exception {
        QueueConfig config = new QueueConfig("orders", null, null, null, true);
        try (Rig rig = new Rig(builder -> builder.queue(config).shutdown(PATIENT)).started()) {
            register(rig, "first");
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            queue.put(1);
            rig.supervisor.unregister("first");
            queue.put(2);
            assertThat(handled).containsExactly(1);
            register(rig, "second");
            rig.awaitIdle();
            queue.put(3);
            rig.awaitIdle();
            assertThat(handled).containsExactly(1, 2, 3);
        }
    }

    @Test
    void queueThatWasClosedByHandIsNotOpenedByNewWorker() throws Exception {
        QueueConfig config = new QueueConfig("orders", null, null, null, true);
        try (Rig rig = new Rig(builder -> builder.queue(config).shutdown(PATIENT)).started()) {
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            queue.close();
            register(rig, "first");
            assertThat(queue.isClosed()).isTrue();
        }
    }

    @Test
    void workerThatComesWhileTheLastOneGoesOpensTheQueueAgain() throws Exception {
        try (Rig rig = patient()) {
            Gate gate = new Gate();
            rig.supervisor.register(
                    TaskDefinition.queue("first").queue("orders").body(gate.before(item -> handled.add(item))));
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            queue.put(1);
            gate.awaitEntered();
            FutureTask<Void> removal = new FutureTask<>(() -> rig.supervisor.unregister("first"), null);
            new Thread(removal).start();
            rig.until(queue::isClosed);
            register(rig, "second");
            queue.put(2);
            rig.until(() -> !handled.isEmpty());
            gate.open();
            removal.get();
            queue.put(3);
            rig.awaitIdle();
            assertThat(handled).containsExactly(2, 1, 3);
            assertThat(rig.supervisor.queue("orders")).isSameAs(queue);
        }
    }

    @Test
    void workerWhoseQueueGoesWhileItIsMadeGetsAnother() throws Exception {
        FakeBackend backend = new FakeBackend();
        try (Rig rig = new Rig(builder -> builder.queueStore(backend).shutdown(PATIENT)).started()) {
            rig.supervisor.register(TaskDefinition.queue("first")
                    .queue("orders")
                    .backend("disk")
                    .forEach(handled::add));
            // A worker that takes batches counts what is in its queue when it is made.
            backend.onCount.set(() -> rig.supervisor.unregister("first"));
            rig.supervisor.register(TaskDefinition.queue("second")
                    .queue("orders")
                    .backend("disk")
                    .batchSize(2)
                    .forEachBatch(handled::add));
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            queue.putAll(List.of(1, 2));
            rig.awaitIdle();
            assertThat(handled).containsExactly(List.of(1, 2));
        }
    }

    /** Whoever comes and goes, each item is handled once. */
    @Test
    @Tag("race")
    void noItemIsLostWhileWorkersComeAndGo() throws Exception {
        try (Rig rig = patient()) {
            register(rig, "standing");
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            int items = 2000;
            FutureTask<Boolean> producer = new FutureTask<>(() -> {
                for (int item = 0; item < items; item++) {
                    queue.put(item);
                }
                return null;
            });
            Thread thread = new Thread(producer);
            thread.start();
            for (int round = 0; round < 30; round++) {
                register(rig, "guest");
                rig.supervisor.unregister("guest");
            }
            producer.get();
            rig.until(() -> handled.size() >= items);
            rig.awaitIdle();
            assertThat(handled)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, items).boxed().toList());
        }
    }
}
