package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskBody;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskSnapshot;
import io.tasky.task.TaskState;
import io.tasky.task.WaitingFor;
import io.tasky.testing.CapturedLog;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a backend fails at, and for how long: its workers count once, come back, and lose nothing. */
@Timeout(20)
class QueueBackendFailureTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final TaskAttributes DISK = TaskAttributes.NONE.with(TaskAttribute.BACKEND, "disk");

    private final FakeBackend backend = new FakeBackend();

    private final List<@Nullable Object> handled = new CopyOnWriteArrayList<>();

    private final TaskBody note = item -> handled.add(item);

    private Rig rig() {
        return new Rig(builder -> builder.queueStore(backend)).started();
    }

    private static TaskQueue<Integer> queue(Rig rig, TaskAttributes attributes, TaskBody body) {
        rig.register(TaskKind.QUEUE, "orders", attributes, body);
        return rig.supervisor.queue("orders");
    }

    private void fail(boolean fails) {
        backend.failsToPoll.set(fails);
        backend.failsToCount.set(fails);
    }

    @Test
    void workerIsCountedOutOnceWhereItsBackendFailsAsItGoes() throws Exception {
        try (Rig rig = rig()) {
            Gate gate = new Gate();
            TaskQueue<Integer> queue = queue(rig, DISK, gate.before(note));
            queue.put(1);
            gate.awaitEntered();
            backend.failsToCount.set(true);
            gate.open();
            rig.awaitIdle();
            backend.failsToCount.set(false);
            rig.advanceAndAwait(SECOND);
            assertThat(queue.snapshot().busyWorkers()).isZero();
        }
    }

    @Test
    void queueThatCannotBeLookedAtIsToldAndHidesNoOther() throws Exception {
        try (Rig rig = rig()) {
            queue(rig, DISK, note);
            rig.register(TaskKind.QUEUE, "mails", TaskAttributes.NONE.with(TaskAttribute.CAPACITY, 1), note);
            rig.supervisor.task("mails").pause();
            rig.supervisor.queue("mails").put("one");
            backend.failsToCount.set(true);

            assertThat(rig.supervisor.health().full())
                    .containsExactlyInAnyOrder(
                            "queue 'orders' cannot be looked at: its backend does not answer",
                            "queue 'mails' is full: 1 of 1 items, and 0 of 1 workers are busy");
            TaskSnapshot orders = rig.supervisor.task("orders").snapshot();
            assertThat(orders.queue())
                    .isNotNull()
                    .extracting(QueueSnapshot::size)
                    .isEqualTo(QueueSnapshot.UNKNOWN_SIZE);
            assertThat(orders.waitingFor())
                    .isNotNull()
                    .extracting(WaitingFor::text)
                    .isEqualTo("backend of queue orders does not answer");
            assertThat(rig.supervisor.tasks()).hasSize(2);
        }
    }

    @Test
    void taskWhoseBackendFailsCanBeUnregisteredAndTheRestStopped() throws Exception {
        try (Rig rig = rig()) {
            queue(rig, DISK, note);
            rig.awaitIdle();
            backend.failsToCount.set(true);
            rig.supervisor.unregister("orders");
            assertThat(rig.supervisor.tasks()).isEmpty();
            assertThat(rig.supervisor.stop().left()).isEmpty();
        }
    }

    @Test
    void taskOfClosedQueueEndsWhenItsBackendIsThereAgain() throws Exception {
        try (Rig rig = rig()) {
            Gate gate = new Gate();
            TaskQueue<Integer> queue = queue(rig, DISK, gate.before(note));
            queue.put(1);
            gate.awaitEntered();
            queue.close();
            fail(true);
            gate.open();
            rig.awaitIdle();
            fail(false);
            rig.advanceAndAwait(SECOND);
            assertThat(handled).containsExactly(1);
            assertThat(rig.supervisor.task("orders").snapshot().state()).isEqualTo(TaskState.ENDED);
        }
    }

    @Test
    void workerComesBackHoweverLongItsBackendFails() throws Exception {
        try (Rig rig = rig()) {
            Gate gate = new Gate();
            TaskQueue<Integer> queue = queue(rig, DISK, gate.before(note));
            queue.putAll(List.of(1, 2, 3));
            gate.awaitEntered();
            fail(true);
            gate.open();
            rig.awaitIdle();
            for (int i = 0; i < 5; i++) {
                rig.advanceAndAwait(SECOND);
            }
            assertThat(handled).containsExactly(1);
            fail(false);
            rig.advanceAndAwait(SECOND);
            assertThat(handled).containsExactly(1, 2, 3);
        }
    }

    @Test
    void itemThatCameWhileItsBackendFailedIsHandledAfterwards() throws Exception {
        try (Rig rig = rig()) {
            TaskQueue<Integer> queue = queue(rig, DISK.with(TaskAttribute.WORKERS, 3), note);
            fail(true);
            for (int item = 0; item < 5; item++) {
                queue.put(item);
                rig.awaitIdle();
            }
            fail(false);
            rig.advanceAndAwait(SECOND);
            assertThat(handled).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
            assertThat(queue.snapshot().busyWorkers()).isZero();
        }
    }

    @Test
    void backendIsAskedAgainByWorkerAndNotOnTheThreadOfTheClock() throws Exception {
        try (Rig rig = rig()) {
            TaskQueue<Integer> queue = queue(rig, DISK, note);
            fail(true);
            queue.put(1);
            rig.awaitIdle();
            fail(false);
            backend.askedBy.clear();
            rig.advanceAndAwait(SECOND);
            assertThat(handled).containsExactly(1);
            assertThat(backend.askedBy).isNotEmpty().doesNotContain(Thread.currentThread());
        }
    }

    @Test
    void backendIsAskedForBatchByWorkerAndNotOnTheThreadOfTheClock() throws Exception {
        try (Rig rig = rig()) {
            TaskAttributes threes = DISK.with(TaskAttribute.BATCH_SIZE, 3).with(TaskAttribute.BATCH_TIMEOUT, SECOND);
            TaskQueue<Integer> queue = queue(rig, threes, note);
            queue.put(1);
            rig.awaitIdle();
            backend.askedBy.clear();
            rig.advanceAndAwait(SECOND);
            assertThat(handled).containsExactly(List.of(1));
            assertThat(backend.askedBy).isNotEmpty().doesNotContain(Thread.currentThread());
        }
    }

    @Test
    void itemIsNotLostWhereItsBackendFailsWhenWorkerHasTakenIt() throws Exception {
        try (Rig rig = rig()) {
            TaskQueue<Integer> queue = queue(rig, DISK.with(TaskAttribute.WORKERS, 2), note);
            backend.afterPoll.set(() -> fail(true));
            queue.put(1);
            rig.awaitIdle();
            assertThat(handled).containsExactly(1);
            fail(false);
            queue.put(2);
            rig.advanceAndAwait(SECOND);
            assertThat(handled).containsExactly(1, 2);
            assertThat(rig.supervisor.task("orders").snapshot().counts().waiting())
                    .isZero();
        }
    }

    @Test
    void batchIsNotLostWhereItsBackendFailsWhenWorkerHasTakenIt() throws Exception {
        try (Rig rig = rig()) {
            TaskAttributes pairs = DISK.with(TaskAttribute.BATCH_SIZE, 2).with(TaskAttribute.WORKERS, 2);
            TaskQueue<Integer> queue = queue(rig, pairs, note);
            queue.put(1);
            backend.afterPoll.set(() -> backend.failsToCount.set(true));
            queue.put(2);
            rig.awaitIdle();
            assertThat(handled).containsExactly(List.of(1, 2));
        }
    }

    /** One worker is called at a time: if one of those that were called got lost, nobody would be called any more. */
    @Tag("race")
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void workersAreCalledAgainWheneverTheirBackendFailed(long seed) throws Exception {
        int workers = 3;
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (CapturedLog log = new CapturedLog();
                Rig rig = rig()) {
            TaskAttributes some = DISK.with(TaskAttribute.WORKERS, workers).with(TaskAttribute.CAPACITY, -1);
            TaskQueue<Integer> queue = queue(rig, some, item -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                handled.add(Objects.requireNonNull(item));
                return running.decrementAndGet();
            });
            Random random = new Random(seed);
            int put = 0;
            for (int round = 0; round < 100; round++) {
                backend.failsToPoll.set(random.nextInt(3) == 0);
                backend.failsToCount.set(random.nextInt(3) == 0);
                for (int i = random.nextInt(10); i > 0; i--) {
                    queue.put(put++);
                }
                rig.advance(Duration.ofMillis(random.nextInt(700)));
                if (random.nextInt(4) == 0) {
                    rig.awaitIdle();
                }
            }
            fail(false);
            rig.awaitIdle();
            rig.advanceAndAwait(SECOND);
            assertThat(handled)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, put).boxed().toList());
            assertThat(log.at(Level.ERROR)).isNotEmpty();
            assertThat(most).hasValueLessThanOrEqualTo(workers);
            assertThat(queue.snapshot().busyWorkers()).isZero();
            queue.close();
            assertThat(rig.supervisor.task("orders").snapshot().state()).isEqualTo(TaskState.ENDED);
        }
    }
}
