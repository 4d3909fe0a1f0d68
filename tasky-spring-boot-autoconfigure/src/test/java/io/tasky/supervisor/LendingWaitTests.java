package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.pool.PoolConfig;
import io.tasky.task.RunOptions;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs that wait for others in their own pool, which is full. */
@Timeout(30)
class LendingWaitTests {

    private static final int PARENTS = 3;

    private final AtomicInteger most = new AtomicInteger();

    /** Submits parents behind a run that takes the only slot, and answers what they give once it is free. */
    private static <T> List<T> resultsOfFullPool(Rig rig, Callable<T> parent) throws Exception {
        CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
        List<TaskRun<T>> parents = new ArrayList<>();
        for (int i = 0; i < PARENTS; i++) {
            parents.add(rig.supervisor.submit(parent, RunOptions.DEFAULTS));
        }
        blocker.countDown();
        List<T> results = new ArrayList<>();
        for (TaskRun<T> run : parents) {
            results.add(run.get());
        }
        rig.awaitIdle();
        assertThat(rig.pool().snapshot().taken()).isZero();
        return results;
    }

    private String child(Rig rig, String name) {
        most.accumulateAndGet(rig.pool().snapshot().taken(), Math::max);
        return name;
    }

    @Test
    void awaitAllInsideARunOfAFullPoolOfOneComesToItsEnd() throws Exception {
        try (Rig rig = Rig.narrow(50).started()) {
            List<String> results = resultsOfFullPool(rig, () -> {
                List<Callable<String>> work = List.of(() -> child(rig, "a"), () -> child(rig, "b"));
                List<TaskRun<String>> children = rig.supervisor.submitAll(work, RunOptions.DEFAULTS);
                boolean all = rig.supervisor.awaitAll(children, Rig.LONG);
                return children.get(0).result() + children.get(1).result() + all;
            });
            assertThat(results).hasSize(PARENTS).containsOnly("abtrue");
            assertThat(most).hasValue(1);
        }
    }

    @Test
    void mapInsideARunOfAFullPoolOfOneComesToItsEnd() throws Exception {
        try (Rig rig = Rig.narrow(50).started()) {
            List<List<String>> results = resultsOfFullPool(rig, () -> {
                try (Stream<String> mapped = rig.supervisor.map(
                        List.of(1, 2, 3, 4, 5), 2, number -> child(rig, "n" + number), RunOptions.DEFAULTS)) {
                    return mapped.toList();
                }
            });
            assertThat(results).hasSize(PARENTS).containsOnly(List.of("n1", "n2", "n3", "n4", "n5"));
            assertThat(most).hasValue(1);
        }
    }

    private static TaskRun<String> parentOf(TaskRun<?> child, Rig rig) {
        return rig.supervisor.submit(
                () -> {
                    child.get();
                    return "parent";
                },
                RunOptions.priority(TaskPriority.HIGH));
    }

    @Test
    void childThatThePauseOfItsTaskHoldsUpEntersWithThePriorityOfItsParent() throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        try (Rig rig = new Rig(PoolConfig.of(PoolConfig.DEFAULT_POOL, 1)).started()) {
            TaskControl task = rig.supervisor.register(TaskDefinition.background("child")
                    .priority(TaskPriority.LOW)
                    .body(payload -> order.add("child")));
            task.pause();
            TaskRun<?> child = rig.supervisor.call("child", null);
            TaskRun<?> parent = parentOf(child, rig);
            // There is a slot as soon as the parent has lent its own.
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            TaskRun<?> other = rig.supervisor.submit(() -> order.add("other"), RunOptions.DEFAULTS);
            task.resume();
            blocker.countDown();
            parent.get();
            other.get();
            assertThat(order).containsExactly("child", "other");
        }
    }

    @Test
    void childThatFollowsAnotherRunEntersWithThePriorityOfItsParent() throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        try (Rig rig = new Rig(PoolConfig.of(PoolConfig.DEFAULT_POOL, 2)).started()) {
            TaskControl task = rig.supervisor.register(TaskDefinition.background("child")
                    .priority(TaskPriority.LOW)
                    .body(payload -> {
                        begun.countDown();
                        end.await();
                        return order.add("child");
                    }));
            TaskRun<?> before = task.trigger();
            begun.await();
            TaskRun<?> child = task.trigger();
            TaskRun<?> parent = parentOf(child, rig);
            CountDownLatch blocker = rig.occupySlot(TaskPriority.HIGH);
            TaskRun<?> other = rig.supervisor.submit(() -> order.add("other"), RunOptions.DEFAULTS);
            end.countDown();
            before.get();
            parent.get();
            other.get();
            blocker.countDown();
            assertThat(order).containsExactly("child", "child", "other");
        }
    }
}
