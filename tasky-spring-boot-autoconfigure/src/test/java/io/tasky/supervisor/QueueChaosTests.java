package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.tasky.pool.PoolConfig;
import io.tasky.task.DeadLetter;
import io.tasky.task.ItemRules;
import io.tasky.task.QueueClosedException;
import io.tasky.task.RunOptions;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskBody;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskQueue;
import io.tasky.testing.CapturedLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens meanwhile, what was put is handled once, drained, or a dead letter: shown by counting. */
@Tag("race")
@Timeout(60)
class QueueChaosTests {

    private static final int PRODUCERS = 3;

    private static final int ITEMS = 20_000;

    /** How often each item was done with. */
    private final AtomicIntegerArray done = new AtomicIntegerArray(PRODUCERS * ITEMS);

    private final AtomicInteger requeues = new AtomicInteger();

    private @Nullable Object work(@Nullable Object item) {
        int number = (int) Objects.requireNonNull(item);
        if (number % 997 == 0 && requeues.getAndIncrement() % 2 == 0) {
            TaskContext.current().requeue();
            return null;
        }
        if (number % 1009 == 0) {
            throw new IllegalStateException("item " + number);
        }
        done.incrementAndGet(number);
        return null;
    }

    private static CompletableFuture<Void> produce(TaskQueue<Integer> queue, int first) {
        return CompletableFuture.runAsync(
                () -> {
                    for (int i = first; i < first + ITEMS; i++) {
                        put(queue, i);
                    }
                },
                task -> new Thread(task, "producer").start());
    }

    private static void put(TaskQueue<Integer> queue, int item) {
        while (true) {
            try {
                queue.put(item);
                return;
            } catch (QueueClosedException ex) {
                Thread.onSpinWait();
            } catch (InterruptedException ex) {
                throw new IllegalStateException(ex);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyItemIsDoneWithOnce(long seed) throws Exception {
        Random random = new Random(seed);
        TaskAttributes orders = TaskAttributes.NONE
                .with(TaskAttribute.QUEUE, "orders")
                .with(TaskAttribute.WORKERS, 1 + random.nextInt(4))
                .with(TaskAttribute.CAPACITY, random.nextBoolean() ? 1024 : 1 + random.nextInt(50));
        try (CapturedLog log = new CapturedLog();
                Rig rig = new Rig(PoolConfig.of(PoolConfig.DEFAULT_POOL, 3).withLimits(1 + random.nextInt(3), 1000))
                        .started()) {
            TaskControl task = rig.register(TaskKind.QUEUE, "first", orders, this::work);
            rig.register(TaskKind.QUEUE, "second", orders, this::work);
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            List<CompletableFuture<Void>> producers = new ArrayList<>();
            for (int p = 0; p < PRODUCERS; p++) {
                producers.add(produce(queue, p * ITEMS));
            }
            while (!producers.stream().allMatch(CompletableFuture::isDone)) {
                disturb(rig, task, queue, random);
            }
            for (CompletableFuture<Void> producer : producers) {
                producer.get();
            }
            queue.reopen();
            queue.close();
            awaitEmpty(rig, queue);
            count(queue.deadLetters());
            for (int i = 0; i < done.length(); i++) {
                assertThat(done.get(i)).as("item %d", i).isOne();
            }
            assertThat(log.messagesAt(Level.ERROR))
                    .as("nothing but the items that fail")
                    .allSatisfy(
                            message -> assertThat(message).startsWith("Run ").contains("' failed in attempt"));
        }
    }

    private void disturb(Rig rig, TaskControl task, TaskQueue<Integer> queue, Random random) throws Exception {
        switch (random.nextInt(8)) {
            case 0 -> rig.supervisor.quiet();
            case 1 -> task.disable();
            case 2 -> queue.setWorkers("first", 1 + random.nextInt(5));
            case 3 -> queue.close();
            case 4 -> queue.drain(random.nextInt(100)).forEach(done::incrementAndGet);
            case 5 ->
                rig.supervisor
                        .submit(() -> {}, RunOptions.priority(TaskPriority.HIGH))
                        .toCompletableFuture()
                        .handle((result, failure) -> null)
                        .get();
            case 6 -> count(List.of());
            default -> rig.supervisor.tasks();
        }
        rig.supervisor.resume();
        task.enable();
        queue.reopen();
    }

    private void count(List<DeadLetter<Integer>> letters) {
        letters.forEach(letter -> done.incrementAndGet(letter.item()));
    }

    private static void awaitEmpty(Rig rig, TaskQueue<Integer> queue) throws InterruptedException {
        while (queue.size() > 0 || queue.snapshot().busyWorkers() > 0) {
            rig.awaitIdle();
        }
        rig.awaitIdle();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void itemsOfOneKeyAreInOrderAndOneAtTime(long seed) throws Exception {
        Random random = new Random(seed);
        int keys = 1 + random.nextInt(20);
        AtomicIntegerArray busy = new AtomicIntegerArray(keys);
        ConcurrentHashMap<Integer, List<Integer>> seen = new ConcurrentHashMap<>();
        TaskBody body = ((TaskBody) item -> {
                    int number = (int) Objects.requireNonNull(item);
                    int key = number % keys;
                    assertThat(busy.incrementAndGet(key)).isOne();
                    seen.computeIfAbsent(key, any -> new ArrayList<>()).add(number);
                    busy.decrementAndGet(key);
                    return null;
                })
                .with(new ItemRules(null, item -> (int) item % keys));
        try (Rig rig = new Rig().started()) {
            TaskControl task =
                    rig.register(TaskKind.QUEUE, "orders", TaskAttributes.NONE.with(TaskAttribute.WORKERS, 4), body);
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            CompletableFuture<Void> producer = produce(queue, 0);
            while (!producer.isDone()) {
                disturb(rig, task, random);
            }
            producer.get();
            awaitEmpty(rig, queue);
            assertThat(queue.deadLetters()).isEmpty();
            assertThat(seen.values().stream().mapToInt(List::size).sum()).isEqualTo(ITEMS);
            assertThat(seen.values()).allSatisfy(numbers -> assertThat(numbers).isSorted());
        }
    }

    private static void disturb(Rig rig, TaskControl task, Random random) {
        switch (random.nextInt(3)) {
            case 0 -> rig.supervisor.quiet();
            case 1 -> task.disable();
            default -> rig.supervisor.tasks();
        }
        rig.supervisor.resume();
        task.enable();
    }
}
