package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.pool.PoolConfig;
import io.tasky.task.RetryPolicy;
import io.tasky.task.RunSnapshot;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskRun;
import io.tasky.task.WaitingFor.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The next attempt for an item is handled by one of the workers, and not beside them. */
@Timeout(20)
class QueueRetryTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final List<String> events = new CopyOnWriteArrayList<>();

    private final Gate gate = new Gate();

    /** The first attempt of 1 fails, and 2 waits at the gate. */
    private @Nullable Object handle(@Nullable Object item) {
        boolean fails = Integer.valueOf(1).equals(item) && events.isEmpty();
        events.add("begin " + item);
        if (fails) {
            throw new IllegalStateException("not yet");
        }
        if (Integer.valueOf(2).equals(item)) {
            gate.pass();
        }
        events.add("end " + item);
        return null;
    }

    private TaskQueue<Integer> queue(Rig rig) throws InterruptedException {
        rig.supervisor.register(TaskDefinition.queue("orders")
                .retry(RetryPolicy.fixed(1, SECOND))
                .body(this::handle));
        TaskQueue<Integer> queue = rig.supervisor.queue("orders");
        queue.putAll(List.of(1, 2, 3));
        gate.awaitEntered();
        return queue;
    }

    private static TaskRun<?> retried(Rig rig) {
        return rig.supervisor.run(retrying(rig).id()).orElseThrow();
    }

    private static Reason waitingFor(Rig rig) {
        return Objects.requireNonNull(retrying(rig).waitingFor()).reason();
    }

    private static RunSnapshot retrying(Rig rig) {
        return rig.supervisor.runs(0, 100).items().stream()
                .filter(run -> run.status() == RunStatus.RETRYING)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void nextAttemptWaitsForWorkerAndGoesBeforeNewItems() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskQueue<Integer> queue = queue(rig);
            assertThat(waitingFor(rig)).isEqualTo(Reason.BACKING_OFF);
            rig.advance(SECOND);
            assertThat(queue.snapshot().busyWorkers()).isOne();
            assertThat(waitingFor(rig)).isEqualTo(Reason.WORKERS_BUSY);
            gate.open();
            rig.awaitIdle();
            assertThat(events).containsExactly("begin 1", "begin 2", "end 2", "begin 1", "end 1", "begin 3", "end 3");
            assertThat(queue.snapshot().busyWorkers()).isZero();
        }
    }

    @Test
    void nextAttemptIsWorkerWhileItGoesOn() throws Exception {
        try (Rig rig = new Rig().started()) {
            CompletableFuture<@Nullable Void> stage = new CompletableFuture<>();
            rig.supervisor.register(TaskDefinition.queue("orders")
                    .retry(RetryPolicy.fixed(1, SECOND))
                    .body(item -> {
                        events.add("begin " + item);
                        if (events.size() == 1) {
                            throw new IllegalStateException("not yet");
                        }
                        return Integer.valueOf(1).equals(item) ? stage : null;
                    }));
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            queue.put(1);
            rig.awaitIdle();
            assertThat(queue.snapshot().busyWorkers()).isZero();
            rig.advance(SECOND);
            rig.until(() -> events.size() == 2);
            queue.put(2);
            assertThat(queue.snapshot().busyWorkers()).isOne();
            stage.complete(null);
            rig.awaitIdle();
            assertThat(events).containsExactly("begin 1", "begin 1", "begin 2");
            assertThat(queue.snapshot().busyWorkers()).isZero();
        }
    }

    @Test
    void oneMoreWorkerTakesTheAttemptThatWaits() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskQueue<Integer> queue = queue(rig);
            rig.advance(SECOND);
            queue.setWorkers(2);
            rig.until(() -> events.contains("end 1"));
            assertThat(events).startsWith("begin 1", "begin 2", "begin 1", "end 1");
            gate.open();
            rig.awaitIdle();
            assertThat(queue.snapshot().busyWorkers()).isZero();
        }
    }

    @Test
    void nextAttemptThatIsDueWaitsForSlot() throws Exception {
        try (Rig rig = new Rig(PoolConfig.of(PoolConfig.DEFAULT_POOL, 1)).started()) {
            TaskQueue<Integer> queue = queue(rig);
            queue.setWorkers(3); // the second one waits for the slot, too
            rig.advance(SECOND);
            assertThat(waitingFor(rig)).isEqualTo(Reason.NO_SLOT);
            gate.open();
            rig.awaitIdle();
        }
    }

    @Test
    void nextAttemptThatIsCancelledWhileItWaitsForWorkerKeepsNoPlace() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskQueue<Integer> queue = queue(rig);
            rig.advance(SECOND);
            assertThat(retried(rig).cancel(true)).isTrue();
            gate.open();
            rig.awaitIdle();
            assertThat(events).containsExactly("begin 1", "begin 2", "end 2", "begin 3", "end 3");
            assertThat(queue.snapshot().busyWorkers()).isZero();
        }
    }

    @Test
    void nextAttemptThatIsCancelledAtTheGateGivesItsPlaceBack() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskQueue<Integer> queue = queue(rig);
            gate.open();
            rig.awaitIdle();
            rig.supervisor.task("orders").pause();
            rig.advanceAndAwait(SECOND);
            assertThat(retried(rig).cancel(true)).isTrue();
            assertThat(queue.snapshot().busyWorkers()).isZero();
            rig.supervisor.task("orders").resume();
            queue.put(4);
            rig.awaitIdle();
            assertThat(events).endsWith("end 4");
        }
    }

    /** Whatever fails and whoever goes meanwhile, as many are handled at once as there are workers, and none is forgotten. */
    @Tag("race")
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void attemptsAndNewItemsShareTheWorkers(int workers) throws Exception {
        int items = 400;
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger succeeded = new AtomicInteger();
        ConcurrentHashMap<Object, Integer> attempts = new ConcurrentHashMap<>();
        try (Rig rig = new Rig(PoolConfig.of(PoolConfig.DEFAULT_POOL, 8)).started()) {
            rig.supervisor.register(TaskDefinition.queue("orders")
                    .workers(workers)
                    .capacity(-1)
                    .retry(RetryPolicy.fixed(3, Duration.ofMillis(1)))
                    .body(item -> {
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        int attempt = attempts.merge(Objects.requireNonNull(item), 1, Integer::sum);
                        Thread.onSpinWait();
                        running.decrementAndGet();
                        if (attempt <= item.hashCode() % 3) {
                            throw new IllegalStateException("not yet");
                        }
                        return succeeded.incrementAndGet();
                    }));
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            for (int item : IntStream.range(0, items).toArray()) {
                queue.put(item);
                if (item % 10 == 0) {
                    rig.advance(Duration.ofMillis(1));
                }
            }
            for (int i = 0; i < 3; i++) {
                rig.awaitIdle();
                rig.advanceAndAwait(Duration.ofMillis(1));
            }
            assertThat(succeeded).hasValue(items);
            assertThat(most).hasValueLessThanOrEqualTo(workers);
            assertThat(queue.snapshot().busyWorkers()).isZero();
        }
    }
}
