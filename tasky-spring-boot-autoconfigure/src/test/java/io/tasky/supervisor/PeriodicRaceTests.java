package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.pool.PoolConfig;
import io.tasky.task.OverlapPolicy;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskCounts;
import io.tasky.task.TaskKind;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A periodic task whose clock, switches, schedule and runs meet. */
@Tag("race")
@Timeout(60)
class PeriodicRaceTests {

    private static final int ROUNDS = 1500;

    private static final Duration MILLI = Duration.ofMillis(1);

    private final AtomicInteger going = new AtomicInteger();

    private final AtomicInteger mostGoing = new AtomicInteger();

    private TaskControl register(Rig rig, OverlapPolicy overlap) {
        TaskAttributes attributes = TaskAttributes.of(TaskAttribute.FIXED_RATE, MILLI)
                .with(TaskAttribute.OVERLAP, overlap)
                .with(TaskAttribute.CATCH_UP, true);
        return rig.register(TaskKind.PERIODIC, "tick", attributes, payload -> {
            mostGoing.accumulateAndGet(going.incrementAndGet(), Math::max);
            Thread.onSpinWait();
            going.decrementAndGet();
            return null;
        });
    }

    @ParameterizedTest
    @EnumSource(OverlapPolicy.class)
    void everyTickRunsOrIsCountedAndRunsOverlapOnlyWhereTheyMay(OverlapPolicy overlap) throws Exception {
        ExecutorService others = Executors.newFixedThreadPool(2);
        PoolConfig narrow = PoolConfig.of(PoolConfig.DEFAULT_POOL, 2).withLimits(2, 10);
        try (Rig rig = new Rig(narrow).started()) {
            TaskControl task = register(rig, overlap);
            CompletableFuture<Void> switches =
                    CompletableFuture.runAsync(() -> quietAndResume(rig, new Random(3)), others);
            CompletableFuture<Void> looks = CompletableFuture.runAsync(() -> look(task), others);
            Random random = new Random(overlap.ordinal());
            long millis = 0;
            for (int round = 0; round < ROUNDS; round++) {
                int step = random.nextInt(4);
                rig.advance(MILLI.multipliedBy(step));
                millis += step;
            }
            switches.get();
            looks.get();
            rig.supervisor.resume();
            TaskCounts counts = settled(rig, task);

            assertThat(counts.succeeded() + counts.skipped()).isEqualTo(millis + 1);
            assertThat(mostGoing.get()).isLessThanOrEqualTo(overlap == OverlapPolicy.ALLOW ? 2 : 1);
        } finally {
            others.shutdownNow();
        }
    }

    private static void quietAndResume(Rig rig, Random random) {
        for (int round = 0; round < ROUNDS / 5; round++) {
            rig.supervisor.quiet();
            if (random.nextBoolean()) {
                Thread.onSpinWait();
            }
            rig.supervisor.resume();
        }
    }

    private static void look(TaskControl task) {
        for (int round = 0; round < ROUNDS; round++) {
            task.snapshot();
            task.nextRuns(3);
        }
    }

    private static TaskCounts settled(Rig rig, TaskControl task) throws InterruptedException {
        // A run that is counted as ended may not have set the alarm for the tick that follows it.
        rig.awaitIdle();
        long before = -1;
        while (before != task.snapshot().version() || task.snapshot().counts().waiting() > 0) {
            before = task.snapshot().version();
            rig.advanceAndAwait(Duration.ZERO);
        }
        return task.snapshot().counts();
    }

    @ParameterizedTest
    @EnumSource(OverlapPolicy.class)
    void taskThatIsSwitchedAndRescheduledGoesOn(OverlapPolicy overlap) throws Exception {
        ExecutorService others = Executors.newFixedThreadPool(2);
        try (Rig rig = new Rig().started()) {
            TaskControl task = register(rig, overlap);
            CompletableFuture<Void> switches = CompletableFuture.runAsync(
                    () -> {
                        for (int round = 0; round < ROUNDS / 3; round++) {
                            task.disable();
                            task.enable();
                        }
                    },
                    others);
            CompletableFuture<Void> schedules = CompletableFuture.runAsync(
                    () -> {
                        for (int round = 0; round < ROUNDS / 3; round++) {
                            task.reschedule(
                                    TaskAttributes.of(TaskAttribute.FIXED_RATE, MILLI.multipliedBy(1 + round % 3)));
                        }
                    },
                    others);
            while (!switches.isDone() || !schedules.isDone()) {
                rig.advance(MILLI);
            }
            switches.get();
            schedules.get();
            settled(rig, task);
            long before = task.snapshot().counts().succeeded();
            rig.advance(MILLI.multipliedBy(3));
            assertThat(settled(rig, task).succeeded()).isGreaterThan(before);
            assertThat(((ClockedTask) task).isBusy()).isFalse();
        } finally {
            others.shutdownNow();
        }
    }
}
