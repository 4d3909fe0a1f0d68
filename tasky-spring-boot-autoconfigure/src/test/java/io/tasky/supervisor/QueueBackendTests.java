package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.tasky.spi.RunContextCarrier;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskQueue;
import io.tasky.testing.CapturedLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class QueueBackendTests {

    private static final TaskAttributes DISK = TaskAttributes.NONE.with(TaskAttribute.BACKEND, "disk");

    private final FakeBackend backend = new FakeBackend();

    private final AtomicInteger handled = new AtomicInteger();

    private Rig rig() {
        return new Rig(builder -> builder.queueStore(backend)).started();
    }

    private TaskQueue<Integer> queue(Rig rig) {
        rig.register(TaskKind.QUEUE, "orders", DISK, item -> handled.incrementAndGet());
        return rig.supervisor.queue("orders");
    }

    @Test
    void backendIsChosenForEachQueueAndToldWhatWasHandled() throws Exception {
        try (Rig rig = rig()) {
            TaskQueue<Integer> orders = queue(rig);
            rig.register(
                    TaskKind.QUEUE,
                    "mails",
                    TaskAttributes.NONE.with(TaskAttribute.CAPACITY, 7),
                    item -> handled.incrementAndGet());
            orders.put(1);
            rig.supervisor.queue("mails").put(2);
            rig.awaitIdle();
            assertThat(backend.asked).containsExactly("orders 1000");
            assertThat(handled).hasValue(2);
            assertThat(backend.acknowledged).hasValue(1);
        }
    }

    @Test
    void itemsThatSurviveAreNeitherWorkedOffNorCountedAsLeft() throws Exception {
        try (Rig rig = rig()) {
            TaskQueue<Integer> queue = queue(rig);
            rig.supervisor.quiet();
            queue.put(1);
            assertThat(rig.supervisor.stop().left()).isEmpty();
            assertThat(handled).hasValue(0);
            rig.supervisor.start();
            rig.awaitIdle();
            assertThat(handled).hasValue(1);
        }
    }

    @Test
    void workerOutlivesBackendThatFailsForWhile() throws Exception {
        try (CapturedLog log = new CapturedLog();
                Rig rig = rig()) {
            TaskQueue<Integer> queue = queue(rig);
            backend.failsToPoll.set(true);
            queue.put(1);
            rig.awaitIdle();
            assertThat(log.messagesAt(Level.ERROR))
                    .containsExactly(
                            "A worker of task 'orders' could not get an item of queue 'orders'; it tries again in 1 s");
            backend.failsToPoll.set(false);
            rig.advanceAndAwait(Duration.ofSeconds(1));
            assertThat(handled).hasValue(1);
        }
    }

    @Test
    void workerOutlivesAcknowledgementThatFails() throws Exception {
        try (CapturedLog log = new CapturedLog();
                Rig rig = rig()) {
            TaskQueue<Integer> queue = queue(rig);
            backend.failsToAcknowledge.set(true);
            queue.putAll(List.of(1, 2));
            rig.awaitIdle();
            assertThat(handled).hasValue(2);
            assertThat(log.messagesAt(Level.ERROR))
                    .hasSize(2)
                    .allSatisfy(text -> assertThat(text)
                            .endsWith("of task 'orders' could not be acknowledged; queue 'orders' may hand it out"
                                    + " again"));
        }
    }

    private static RunContextCarrier failingWhile(BooleanSupplier fails) {
        return new RunContextCarrier() {
            @Override
            public @Nullable Captured capture() {
                throw new AssertionError("Nobody submits ticks and items.");
            }

            @Override
            public @Nullable Captured unsubmitted() {
                if (fails.getAsBoolean()) {
                    throw new IllegalStateException("nothing to carry");
                }
                return null;
            }
        };
    }

    @Test
    void itemOfWhichNoRunCouldBeMadeWaitsAgain() throws Exception {
        AtomicBoolean fails = new AtomicBoolean(true);
        RunContextCarrier carrier = failingWhile(fails::get);
        try (CapturedLog log = new CapturedLog();
                Rig rig = new Rig(builder -> builder.contextCarrier(carrier)).started()) {
            rig.register(TaskKind.QUEUE, "orders", TaskAttributes.NONE, item -> handled.incrementAndGet());
            rig.supervisor.queue("orders").put(1);
            rig.awaitIdle();
            assertThat(rig.supervisor.queue("orders").size()).isOne();
            assertThat(log.at(Level.ERROR)).hasSize(1);
            fails.set(false);
            rig.advanceAndAwait(Duration.ofSeconds(1));
            assertThat(handled).hasValue(1);
        }
    }

    @Test
    void tickOfWhichNoRunCouldBeMadeIsFollowedByOthers() throws Exception {
        AtomicBoolean fails = new AtomicBoolean(true);
        SystemTimeSource time = SystemTimeSource.create();
        CountDownLatch runs = new CountDownLatch(3);
        RunContextCarrier carrier = failingWhile(() -> fails.getAndSet(false));
        try (CapturedLog log = new CapturedLog();
                Rig rig = new Rig(builder -> builder.timeSource(time).contextCarrier(carrier)).started()) {
            rig.register(
                    TaskKind.PERIODIC,
                    "tick",
                    TaskAttributes.NONE.with(TaskAttribute.FIXED_DELAY, Duration.ofMillis(1)),
                    payload -> {
                        runs.countDown();
                        return null;
                    });
            runs.await();
            assertThat(log.at(Level.ERROR)).hasSize(1);
            assertThat(rig.supervisor.task("tick").snapshot().counts().skipped())
                    .isOne();
        } finally {
            time.close();
        }
    }

    @Test
    void unknownBackendIsNamedWithWhatThereIs() {
        try (Rig rig = rig()) {
            assertThatThrownBy(() -> rig.register(
                            TaskKind.QUEUE,
                            "orders",
                            TaskAttributes.NONE.with(TaskAttribute.BACKEND, "redis"),
                            item -> null))
                    .isInstanceOf(TaskConfigurationException.class)
                    .hasMessage("Task 'orders' (test orders) names the queue backend 'redis', which nobody brought"
                            + " (there is: disk, memory).");
        }
    }

    @Test
    void sizesOutOfRangeAreNamed() {
        try (Rig rig = rig()) {
            assertThatThrownBy(() -> rig.register(
                            TaskKind.QUEUE, "orders", TaskAttributes.NONE.with(TaskAttribute.WORKERS, 0), item -> null))
                    .hasMessage("Task 'orders' (test orders) has 0 workers.");
            assertThatThrownBy(() -> rig.register(
                            TaskKind.QUEUE,
                            "orders",
                            TaskAttributes.NONE.with(TaskAttribute.CAPACITY, 0),
                            item -> null))
                    .hasMessage("Task 'orders' (test orders) has a queue of capacity 0.");
        }
    }
}
