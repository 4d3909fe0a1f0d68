package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.pool.PoolConfig;
import io.tasky.task.RateLimit;
import io.tasky.task.RunOptions;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskBody;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskRun;
import io.tasky.task.WaitingFor;
import io.tasky.task.WaitingFor.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Workers that have taken many items at once, and may not begin them: their task is paused, or has a limit. */
@Timeout(30)
class QueueHandGateTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final TaskAttributes UNBOUNDED = TaskAttributes.NONE.with(TaskAttribute.CAPACITY, -1);

    private static final int ITEMS = 300;

    /** By then workers take 64 at once. */
    private static final int LATE = 150;

    private static final int REST = ITEMS - LATE - 1;

    private final List<@Nullable Object> handled = new CopyOnWriteArrayList<>();

    private final Gate gate = new Gate();

    private final TaskBody stopsAtLate = item -> {
        if (Integer.valueOf(LATE).equals(item)) {
            gate.pass();
        }
        return handled.add(item);
    };

    /** A queue with all its items, and nobody who handles them before the start. */
    private TaskQueue<Integer> queue(Rig rig, TaskAttributes attributes, TaskBody body) throws InterruptedException {
        rig.register(TaskKind.QUEUE, "orders", attributes, body);
        TaskQueue<Integer> queue = rig.supervisor.queue("orders");
        for (int i = 0; i < ITEMS; i++) {
            queue.put(i);
        }
        return queue;
    }

    private static TaskControl task(Rig rig) {
        return rig.supervisor.task("orders");
    }

    private static List<Object> numbers(int to) {
        return IntStream.range(0, to).<Object>mapToObj(number -> number).toList();
    }

    @Test
    void pausedWorkerEndsItsItemAndGivesBackTheOthersInTheirOrder() throws Exception {
        try (Rig rig = new Rig()) {
            TaskQueue<Integer> queue = queue(rig, UNBOUNDED, stopsAtLate);
            rig.started();
            gate.awaitEntered();

            task(rig).pause();
            gate.open();
            rig.awaitIdle();

            assertThat(handled).isEqualTo(numbers(LATE + 1));
            assertThat(queue.size()).isEqualTo(REST);
            assertThat(queue.snapshot().busyWorkers()).isZero();
            assertThat(task(rig).snapshot().waitingFor()).isEqualTo(WaitingFor.of(Reason.PAUSED));
            task(rig).resume();
            rig.awaitIdle();
            assertThat(handled).isEqualTo(numbers(ITEMS));
        }
    }

    @Test
    void workerThatIsResumedBeforeItsItemHasEndedGoesOn() throws Exception {
        try (Rig rig = new Rig()) {
            queue(rig, UNBOUNDED, stopsAtLate);
            rig.started();
            gate.awaitEntered();
            task(rig).pause();
            task(rig).resume();
            gate.open();
            rig.awaitIdle();
            assertThat(handled).isEqualTo(numbers(ITEMS));
        }
    }

    @Test
    void workerThatGaveWayAndFindsItsTaskPausedTakesNothing() throws Exception {
        try (Rig rig = Rig.narrow(10)) {
            TaskQueue<Integer> queue =
                    queue(rig, UNBOUNDED.with(TaskAttribute.PRIORITY, TaskPriority.LOW), stopsAtLate);
            rig.started();
            gate.awaitEntered();
            Gate slot = new Gate();
            TaskRun<Boolean> high = rig.supervisor.submit(
                    () -> {
                        slot.pass();
                        return handled.add("HIGH");
                    },
                    RunOptions.priority(TaskPriority.HIGH));
            gate.open();
            slot.awaitEntered();

            task(rig).pause();
            slot.open();
            assertThat(high.get()).isTrue();
            rig.awaitIdle();

            assertThat(handled).hasSize(LATE + 2).last().isEqualTo("HIGH");
            assertThat(queue.size()).isEqualTo(REST);
            assertThat(queue.snapshot().busyWorkers()).isZero();
            task(rig).resume();
            rig.awaitIdle();
            assertThat(handled.subList(LATE + 2, ITEMS + 1))
                    .isEqualTo(numbers(ITEMS).subList(LATE + 1, ITEMS));
        }
    }

    @Test
    void workerThatWaitsForItsSlotWhenItsTaskIsPausedTakesNothing() throws Exception {
        try (Rig rig = Rig.narrow(10)) {
            TaskQueue<Integer> queue = queue(rig, UNBOUNDED, handled::add);
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            rig.started();
            task(rig).pause();
            blocker.countDown();
            rig.awaitIdle();
            assertThat(handled).isEmpty();
            assertThat(queue.size()).isEqualTo(ITEMS);
            task(rig).resume();
            rig.awaitIdle();
            assertThat(handled).isEqualTo(numbers(ITEMS));
        }
    }

    @Test
    void rateEndsAWorkersTurnAndItsItemsWaitInTheirOrder() throws Exception {
        try (Rig rig = new Rig()) {
            TaskQueue<Integer> queue =
                    queue(rig, UNBOUNDED.with(TaskAttribute.RATE_LIMIT, new RateLimit(100, SECOND)), handled::add);
            rig.started();
            for (int allowed = 100; allowed <= ITEMS; allowed += 100) {
                rig.awaitIdle();
                assertThat(handled).isEqualTo(numbers(allowed));
                assertThat(queue.size()).isEqualTo(ITEMS - allowed);
                rig.advance(SECOND.minusNanos(1));
                rig.awaitIdle();
                assertThat(handled).hasSize(allowed);
                rig.advance(Duration.ofNanos(1));
            }
            rig.awaitIdle();
            assertThat(handled).hasSize(ITEMS);
        }
    }

    @Test
    void itemsInTheHandOfAWorkerThatHasTheOnlyPlaceWaitForIt() throws Exception {
        try (Rig rig = new Rig()) {
            TaskQueue<Integer> queue = queue(
                    rig, UNBOUNDED.with(TaskAttribute.WORKERS, 3).with(TaskAttribute.MAX_CONCURRENT, 1), stopsAtLate);
            rig.started();
            gate.awaitEntered();
            int before = handled.size();
            assertThat(queue.size()).isEqualTo(ITEMS - before - 1);
            // The other workers were called, too; this one may have begun before them.
            rig.until(() -> task(rig).snapshot().waitingFor() != null);
            assertThat(Objects.requireNonNull(task(rig).snapshot().waitingFor()).reason())
                    .isEqualTo(Reason.MAX_CONCURRENT);
            assertThat(handled).hasSize(before);
            gate.open();
            rig.awaitIdle();
            assertThat(handled).containsExactlyInAnyOrderElementsOf(numbers(ITEMS));
        }
    }

    /** Whatever the workers had in their hands: once they are gone, each item is handled or in the queue. */
    @Tag("race")
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void pausesAndLimitsLoseNoItemAndHandleNoneTwice(long seed) throws Exception {
        int limit = 2;
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        AtomicInteger[] times =
                IntStream.range(0, 20_000).mapToObj(i -> new AtomicInteger()).toArray(AtomicInteger[]::new);
        try (Rig rig = new Rig(PoolConfig.of(PoolConfig.DEFAULT_POOL, 4)).started()) {
            rig.register(
                    TaskKind.QUEUE,
                    "orders",
                    UNBOUNDED.with(TaskAttribute.WORKERS, 4).with(TaskAttribute.MAX_CONCURRENT, limit),
                    item -> {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        times[(Integer) Objects.requireNonNull(item)].incrementAndGet();
                        done.incrementAndGet();
                        return running.decrementAndGet();
                    });
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            Random random = new Random(seed);
            int put = 0;
            while (put < times.length) {
                int more = Math.min(times.length - put, 1 + random.nextInt(500));
                for (int i = 0; i < more; i++) {
                    queue.put(put++);
                }
                task(rig).pause();
                if (random.nextBoolean()) {
                    rig.awaitIdle();
                    assertThat(done.get() + queue.size()).isEqualTo(put);
                }
                task(rig).resume();
            }
            rig.awaitIdle();
            assertThat(queue.size()).isZero();
            assertThat(times).allSatisfy(count -> assertThat(count).hasValue(1));
            assertThat(most).hasValueLessThanOrEqualTo(limit);
        }
    }
}
