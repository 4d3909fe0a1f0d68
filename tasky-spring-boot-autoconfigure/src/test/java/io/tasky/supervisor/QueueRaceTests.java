package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.tasky.pool.PoolConfig;
import io.tasky.task.QueueClosedException;
import io.tasky.task.RunOptions;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskState;
import io.tasky.testing.CapturedLog;
import io.tasky.testing.Rounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("race")
@Timeout(60)
class QueueRaceTests {

    private static final int PRODUCERS = 4;

    private static final int ITEMS = 4000;

    private static CompletableFuture<Void> async(Producer work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                work.run();
                done.complete(null);
            } catch (Throwable ex) {
                done.completeExceptionally(ex);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    private interface Producer {
        void run() throws Exception;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyItemIsHandledExactlyOnceWhateverHappensMeanwhile(long seed) throws Exception {
        Random random = new Random(seed);
        int workers = 1 + random.nextInt(4);
        AtomicIntegerArray handled = new AtomicIntegerArray(PRODUCERS * ITEMS);
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (CapturedLog log = new CapturedLog();
                Rig rig = new Rig(PoolConfig.of(PoolConfig.DEFAULT_POOL, 3).withLimits(random.nextInt(3), 1000))
                        .started()) {
            TaskControl task = rig.register(
                    TaskKind.QUEUE,
                    "orders",
                    TaskAttributes.NONE
                            .with(TaskAttribute.WORKERS, workers)
                            .with(TaskAttribute.CAPACITY, 1 + random.nextInt(50)),
                    item -> {
                        most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                        int number = (int) Objects.requireNonNull(item);
                        handled.incrementAndGet(number);
                        atOnce.decrementAndGet();
                        if (number % 97 == 0) {
                            throw new IllegalStateException("item " + number);
                        }
                        return null;
                    });
            List<CompletableFuture<Void>> producers = produce(rig.supervisor.queue("orders"));
            disturb(rig, task, random, producers);
            for (CompletableFuture<Void> producer : producers) {
                producer.get();
            }
            awaitEnded(rig, task);
            // The worker that ended the task gives its slot back a moment later.
            rig.awaitIdle();
            for (int i = 0; i < handled.length(); i++) {
                assertThat(handled.get(i)).as("item %d", i).isOne();
            }
            assertThat(most.get()).isLessThanOrEqualTo(workers);
            assertThat(rig.pool().snapshot().taken()).isZero();
            assertThat(log.at(Level.ERROR)).hasSize((PRODUCERS * ITEMS + 96) / 97);
        }
    }

    private static List<CompletableFuture<Void>> produce(TaskQueue<Integer> queue) {
        List<CompletableFuture<Void>> producers = new ArrayList<>();
        for (int p = 0; p < PRODUCERS; p++) {
            int first = p * ITEMS;
            producers.add(async(() -> {
                for (int i = first; i < first + ITEMS; i++) {
                    queue.put(i);
                }
            }));
        }
        return producers;
    }

    private static void disturb(Rig rig, TaskControl task, Random random, List<CompletableFuture<Void>> producers)
            throws Exception {
        while (!producers.stream().allMatch(CompletableFuture::isDone)) {
            switch (random.nextInt(4)) {
                case 0 -> rig.supervisor.quiet();
                case 1 -> task.disable();
                case 2 ->
                    rig.supervisor
                            .submit(() -> {}, RunOptions.priority(TaskPriority.CRITICAL))
                            .get();
                default -> task.snapshot();
            }
            rig.supervisor.resume();
            task.enable();
        }
    }

    private static void awaitEnded(Rig rig, TaskControl task) {
        rig.supervisor.queue("orders").close();
        rig.until(() -> task.snapshot().state() == TaskState.ENDED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void stopReturnsOnlyWhenEveryItemIsHandled(int workers) throws Exception {
        for (int round = 0; round < Rounds.of(300); round++) {
            AtomicInteger handled = new AtomicInteger();
            try (Rig rig = new Rig(builder -> builder.shutdown(ShutdownPolicy.DEFAULT)).started()) {
                rig.register(
                        TaskKind.QUEUE,
                        "orders",
                        TaskAttributes.NONE.with(TaskAttribute.WORKERS, workers),
                        item -> handled.incrementAndGet());
                TaskQueue<Integer> queue = rig.supervisor.queue("orders");
                for (int i = 0; i < 20; i++) {
                    queue.put(i);
                }
                StopReport report = rig.supervisor.stop();
                assertThat(handled).as("round %d", round).hasValue(20);
                assertThat(report.left()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void itemThatWasAcceptedWhileTheQueueClosedIsHandled(int workers) throws Exception {
        for (int round = 0; round < Rounds.of(400); round++) {
            AtomicInteger handled = new AtomicInteger();
            AtomicInteger accepted = new AtomicInteger();
            try (Rig rig = new Rig().started()) {
                rig.register(
                        TaskKind.QUEUE,
                        "orders",
                        TaskAttributes.NONE.with(TaskAttribute.WORKERS, workers),
                        item -> handled.incrementAndGet());
                TaskQueue<Integer> queue = rig.supervisor.queue("orders");
                CountDownLatch go = new CountDownLatch(1);
                CompletableFuture<Void> producer =
                        CompletableFuture.runAsync(() -> putUntilClosed(queue, go, accepted));
                go.await();
                queue.close();
                producer.get();
                rig.awaitIdle();
                assertThat(handled).as("round %d", round).hasValue(accepted.get());
            }
        }
    }

    private static void putUntilClosed(TaskQueue<Integer> queue, CountDownLatch go, AtomicInteger accepted) {
        try {
            go.countDown();
            while (true) {
                queue.put(1);
                accepted.incrementAndGet();
            }
        } catch (QueueClosedException | InterruptedException ex) {
            Thread.interrupted();
        }
    }
}
