package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.pool.PoolConfig;
import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs that wait for runs. */
@Timeout(30)
class SlotLoanTests {

    private static int sum(Rig rig, int depth, AtomicInteger most) throws Exception {
        most.accumulateAndGet(rig.pool().snapshot().taken(), Math::max);
        if (depth == 0) {
            return 1;
        }
        List<TaskRun<Integer>> children = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            children.add(rig.supervisor.submit(() -> sum(rig, depth - 1, most), RunOptions.DEFAULTS));
        }
        int sum = 0;
        for (TaskRun<Integer> child : children) {
            sum += depth % 2 == 0 ? child.get() : child.toCompletableFuture().join();
        }
        return sum;
    }

    @Test
    @Tag("race")
    void poolFullOfParentsComesToItsEndWithoutMoreSlotsThanItHas() throws Exception {
        for (int size = 1; size <= 3; size++) {
            try (Rig rig = new Rig(PoolConfig.of(PoolConfig.DEFAULT_POOL, size)).started()) {
                AtomicInteger most = new AtomicInteger();
                List<TaskRun<Integer>> parents = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    parents.add(rig.supervisor.submit(() -> sum(rig, 3, most), RunOptions.DEFAULTS));
                }
                for (TaskRun<Integer> parent : parents) {
                    assertThat(parent.get()).isEqualTo(27);
                }
                rig.awaitIdle();
                assertThat(most.get()).isBetween(1, size);
                assertThat(rig.pool().snapshot().taken()).isZero();
            }
        }
    }

    @Test
    void childGetsAtLeastThePriorityOfItsParent() throws Exception {
        try (Rig rig = new Rig(PoolConfig.of(PoolConfig.DEFAULT_POOL, 1).withReserves(0, 1)).started()) {
            CountDownLatch blocker = rig.occupySlot(TaskPriority.LOW);
            TaskRun<String> parent = rig.supervisor.submit(
                    () -> rig.supervisor
                            .submit(() -> "child", RunOptions.priority(TaskPriority.LOW))
                            .get(),
                    RunOptions.priority(TaskPriority.HIGH));
            assertThat(parent.get()).isEqualTo("child");
            blocker.countDown();
        }
    }

    @Test
    void waitWithALimitLendsTheSlotAndTakesItBack() throws Exception {
        try (Rig rig = Rig.narrow(5).started()) {
            CountDownLatch never = new CountDownLatch(1);
            TaskRun<RunStatus> parent = rig.supervisor.submit(
                    () -> {
                        TaskRun<@Nullable Object> child = rig.supervisor.submit(
                                () -> {
                                    never.await();
                                    return null;
                                },
                                RunOptions.priority(TaskPriority.CRITICAL));
                        try {
                            child.get(1, TimeUnit.HOURS);
                        } catch (TimeoutException ex) {
                            return child.status();
                        }
                        return RunStatus.SUCCEEDED;
                    },
                    RunOptions.DEFAULTS);
            assertThat(rig.supervisor
                            .submit(() -> "meanwhile", RunOptions.DEFAULTS)
                            .get())
                    .isEqualTo("meanwhile");
            rig.time.advance(Duration.ofHours(1));
            assertThat(parent.get()).isEqualTo(RunStatus.RUNNING);
            never.countDown();
        }
    }

    @Test
    void workerOfAQueueLendsItsSlotToo() throws Exception {
        try (Rig rig = Rig.narrow(50).started()) {
            AtomicInteger handled = new AtomicInteger();
            rig.register(TaskKind.QUEUE, "orders", TaskAttributes.NONE.with(TaskAttribute.WORKERS, 3), payload -> {
                handled.addAndGet(
                        rig.supervisor.submit(() -> 1, RunOptions.DEFAULTS).get());
                return null;
            });
            for (int i = 0; i < 20; i++) {
                rig.supervisor.queue("orders").put(i);
            }
            rig.awaitIdle();
            assertThat(handled).hasValue(20);
        }
    }

    @Test
    void waitForWhatFollowsFromARunLendsToo() throws Exception {
        try (Rig rig = Rig.narrow(5).started()) {
            TaskRun<String> parent = rig.supervisor.submit(
                    () -> rig.supervisor
                            .submit(() -> "child", RunOptions.DEFAULTS)
                            .thenApply(text -> "a " + text)
                            .thenApply(text -> text + "!")
                            .toCompletableFuture()
                            .join(),
                    RunOptions.DEFAULTS);
            assertThat(parent.get()).isEqualTo("a child!");
        }
    }

    @Test
    void waitForTheFutureOfAChainLendsToo() throws Exception {
        try (Rig rig = Rig.narrow(5).started()) {
            TaskRun<String> parent = rig.supervisor.submit(
                    () -> rig.supervisor
                            .chain(() -> "a")
                            .then(text -> text + "b")
                            .submit(RunOptions.DEFAULTS)
                            .toCompletableFuture()
                            .join(),
                    RunOptions.DEFAULTS);
            assertThat(parent.get()).isEqualTo("ab");
        }
    }

    @Test
    void nextAttemptOfAChildHasThePriorityOfItsParent() throws Exception {
        try (Rig rig = new Rig(PoolConfig.of(PoolConfig.DEFAULT_POOL, 1).withReserves(0, 1)).started()) {
            rig.supervisor.register(Rig.define(
                    TaskKind.BACKGROUND,
                    "child",
                    TaskAttributes.NONE.with(TaskAttribute.PRIORITY, TaskPriority.LOW),
                    payload -> {
                        if (TaskContext.current().attempt() == 1) {
                            throw new IllegalStateException("again");
                        }
                        return "child";
                    },
                    (attempt, failure) -> attempt < 2 ? Duration.ofSeconds(1) : null));
            TaskRun<@Nullable Object> child = rig.supervisor.call("child", null);
            rig.awaitIdle();
            assertThat(child.status()).isEqualTo(RunStatus.RETRYING);
            CountDownLatch blocker = rig.occupySlot(TaskPriority.LOW);
            TaskRun<@Nullable Object> parent =
                    rig.supervisor.submit(() -> child.get(), RunOptions.priority(TaskPriority.HIGH));
            rig.until(() -> rig.pool().snapshot().taken() <= 1 && parent.status() == RunStatus.RUNNING);
            rig.time.advance(Duration.ofSeconds(1));
            assertThat(parent.get()).isEqualTo("child");
            blocker.countDown();
        }
    }

    @Test
    void runThatWaitsForOneThatHasEndedLendsNothing() throws Exception {
        try (Rig rig = Rig.narrow(5).started()) {
            TaskRun<String> ended = rig.supervisor.submit(() -> "done", RunOptions.DEFAULTS);
            rig.awaitIdle();
            TaskRun<Integer> run = rig.supervisor.submit(
                    () -> {
                        ended.get();
                        return rig.pool().snapshot().taken();
                    },
                    RunOptions.DEFAULTS);
            assertThat(run.get()).isOne();
        }
    }
}
