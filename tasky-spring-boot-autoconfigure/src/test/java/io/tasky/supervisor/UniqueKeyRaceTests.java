package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads call with few keys: no two runs of one key go on at the same time, every call has an outcome, no key stays. */
@Tag("race")
@Timeout(60)
class UniqueKeyRaceTests {

    private static final int KEYS = 3;

    private static final int THREADS = 4;

    private static final int CALLS = 500;

    private final AtomicIntegerArray running = new AtomicIntegerArray(KEYS);

    private final AtomicInteger overlaps = new AtomicInteger();

    @Test
    void runsOfOneKeyNeverOverlapAndNoKeyStays() throws Exception {
        Queue<TaskRun<?>> runs = new ConcurrentLinkedQueue<>();
        try (Rig rig = Rig.narrow(1).started()) {
            BackgroundEntry task = (BackgroundEntry) rig.supervisor.register(TaskDefinition.background("mail")
                    .uniqueKey(Objects::requireNonNull)
                    .body(payload -> {
                        int key = (Integer) Objects.requireNonNull(payload);
                        if (running.incrementAndGet(key) > 1) {
                            overlaps.incrementAndGet();
                        }
                        Thread.onSpinWait();
                        running.decrementAndGet(key);
                        return payload;
                    }));
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Random random = new Random(i);
                threads.add(new Thread(() -> call(rig, random, runs)));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            for (TaskRun<?> run : runs) {
                run.toCompletableFuture().handle((value, failure) -> "over").join();
                assertThat(run.isDone()).isTrue();
            }
            rig.awaitIdle();
            assertThat(overlaps).hasValue(0);
            assertThat(Objects.requireNonNull(task.unique()).size()).isZero();
            assertThat(task.snapshot().counts().waiting()).isZero();
        }
    }

    @Test
    void runsThatAreHeldAndCancelledAreNotRefusedAndLeaveNoKey() throws Exception {
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        try (Rig rig = new Rig().started()) {
            BackgroundEntry task = (BackgroundEntry) rig.supervisor.register(TaskDefinition.background("mail")
                    .uniqueKey(Objects::requireNonNull)
                    .body(payload -> payload));
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Random random = new Random(i);
                threads.add(new Thread(() -> hold(rig, random, failures)));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            rig.awaitIdle();
            assertThat(failures).isEmpty();
            assertThat(Objects.requireNonNull(task.unique()).size()).isZero();
            assertThat(task.snapshot().counts().waiting()).isZero();
        }
    }

    private static void hold(Rig rig, Random random, Queue<Throwable> failures) {
        for (int i = 0; i < CALLS; i++) {
            try {
                HeldRun held = rig.supervisor.hold("mail", random.nextInt(KEYS));
                if (random.nextBoolean()) {
                    held.run().cancel(false);
                }
                held.release();
            } catch (RuntimeException ex) {
                failures.add(ex);
            }
        }
    }

    private static void call(Rig rig, Random random, Queue<TaskRun<?>> runs) {
        for (int i = 0; i < CALLS; i++) {
            try {
                TaskRun<?> run = rig.supervisor.call("mail", random.nextInt(KEYS));
                runs.add(run);
                if (random.nextInt(5) == 0) {
                    run.stop();
                }
            } catch (RejectedExecutionException full) {
                Thread.onSpinWait();
            }
        }
    }
}
