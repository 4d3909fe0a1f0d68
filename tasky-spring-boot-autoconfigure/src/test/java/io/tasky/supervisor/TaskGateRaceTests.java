package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.pool.PoolConfig;
import io.tasky.task.RetryPolicy;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskCounts;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads call, pause, resume, disable and cancel at random: no run is lost, none runs twice, and no limit is broken. */
@Tag("race")
@Timeout(60)
class TaskGateRaceTests {

    private static final int LIMIT = 2;

    private static final int THREADS = 4;

    private static final int STEPS = 150;

    private final AtomicInteger running = new AtomicInteger();

    private final AtomicInteger mostRunning = new AtomicInteger();

    /** How often each payload was begun with success. */
    private final Map<Object, AtomicInteger> done = new ConcurrentHashMap<>();

    private final Queue<TaskRun<?>> runs = new ConcurrentLinkedQueue<>();

    private @Nullable Object work(@Nullable Object payload) {
        int now = running.incrementAndGet();
        mostRunning.accumulateAndGet(now, Math::max);
        try {
            if (payload instanceof Integer number && number % 7 == 0 && count(number) == 1) {
                throw new IllegalStateException("once more");
            }
            if (payload instanceof Integer number && number % 7 != 0) {
                count(number);
            }
            Thread.onSpinWait();
            return payload;
        } finally {
            running.decrementAndGet();
        }
    }

    private int count(Integer number) {
        return done.computeIfAbsent(number, key -> new AtomicInteger()).incrementAndGet();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothingIsLostAndNothingRunsTwice(long seed) throws Exception {
        PoolConfig pool = PoolConfig.of(PoolConfig.DEFAULT_POOL, 4).withLimits(100_000, 1000);
        try (Rig rig = new Rig(pool).started()) {
            TaskControl limited = rig.supervisor.register(TaskDefinition.background("limited")
                    .priority(seed == 3 ? TaskPriority.CRITICAL : TaskPriority.NORMAL)
                    .maxConcurrent(LIMIT)
                    .retry(RetryPolicy.fixed(1, Duration.ZERO))
                    .body(this::work));
            AtomicInteger numbers = new AtomicInteger();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Random random = new Random(seed * 31 + i);
                threads.add(new Thread(() -> act(rig, limited, random, numbers)));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            limited.enable();
            for (TaskRun<?> run : runs) {
                rig.until(() -> {
                    rig.advance(Duration.ofMillis(1));
                    return run.isDone();
                });
            }
            rig.awaitIdle();
            check(limited);
        }
    }

    private void act(Rig rig, TaskControl task, Random random, AtomicInteger numbers) {
        for (int step = 0; step < STEPS; step++) {
            try {
                switch (random.nextInt(12)) {
                    case 0 -> task.pause();
                    case 1 -> task.resume();
                    case 2 -> task.disable();
                    case 3 -> task.enable();
                    case 4 ->
                        runs.stream()
                                .skip(random.nextInt(runs.size() + 1))
                                .findFirst()
                                .ifPresent(run -> run.cancel(false));
                    case 5 -> rig.advance(Duration.ofMillis(1));
                    default -> runs.add(rig.supervisor.call("limited", numbers.incrementAndGet()));
                }
            } catch (RejectedExecutionException | IllegalStateException refused) {
                Thread.onSpinWait();
            }
        }
    }

    private void check(TaskControl task) {
        assertThat(mostRunning).hasValueLessThanOrEqualTo(LIMIT);
        for (TaskRun<?> run : runs) {
            int times = done.getOrDefault(run.arguments().get(0), new AtomicInteger())
                    .get();
            Integer number = (Integer) run.arguments().get(0);
            if (run.status() == RunStatus.SUCCEEDED) {
                assertThat(times).as("%s", run).isEqualTo(number % 7 == 0 ? 2 : 1);
            } else {
                assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
                assertThat(times).as("%s", run).isLessThanOrEqualTo(2);
            }
        }
        TaskCounts counts = task.snapshot().counts();
        assertThat(counts.waiting()).isZero();
        assertThat(counts.running()).isZero();
        assertThat(counts.succeeded() + counts.cancelled()).isEqualTo(runs.size());
    }
}
