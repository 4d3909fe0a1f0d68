package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.Mockito.atMost;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import io.tasky.pool.PoolConfig;
import io.tasky.pool.PriorityPool;
import io.tasky.pool.TaskPool;
import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a supervisor says of its health, with reasons that an operator understands. */
@SuppressWarnings("FutureReturnValueIgnored") // Who waits, waits.
@Timeout(30)
class HealthCheckTests {

    private static void submit(Rig rig, TaskPriority priority) {
        rig.supervisor.submit(() -> "late", RunOptions.priority(priority).withName("report"));
    }

    @Test
    void nothingIsSaidWhereNothingIsWrong() {
        try (Rig rig = new Rig().started()) {
            rig.supervisor.register(TaskDefinition.background("mail").call(() -> "sent"));
            assertThat(rig.supervisor.health())
                    .isEqualTo(new SupervisorHealth(
                            SupervisorState.RUNNING, 1, Map.of(), List.of(), List.of(), List.of()));
            assertThat(rig.supervisor.health().isUp()).isTrue();
        }
    }

    @Test
    void runsThatWaitTooLongAreToldWithTheirPoolAndTheFirstOfThem() throws Exception {
        try (Rig rig = Rig.narrow(100).started()) {
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            TaskRun<String> first = rig.supervisor.submit(() -> "late", RunOptions.DEFAULTS.withName("report"));
            rig.advance(Duration.ofSeconds(4));
            submit(rig, TaskPriority.NORMAL);
            submit(rig, TaskPriority.HIGH);
            submit(rig, TaskPriority.LOW);
            assertThat(rig.supervisor.health().waiting()).isEmpty();
            rig.advance(Duration.ofSeconds(2));

            SupervisorHealth health = rig.supervisor.health();
            assertThat(health.waiting())
                    .containsExactly("pool 'default' has no slot for 2 runs of priority NORMAL: 1 of 1 slots are taken;"
                            + " the first is run " + first.id() + " of task 'report', for 6 s now");
            assertThat(health.isUp()).isTrue();

            blocker.countDown();
            rig.awaitIdle();
            assertThat(rig.supervisor.health().waiting()).isEmpty();
        }
    }

    @Test
    void codeThatGoesOnTooLongIsToldWithItsThread() throws Exception {
        try (Rig rig = new Rig().started()) {
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            rig.advance(Duration.ofMinutes(9));
            assertThat(rig.supervisor.health().stuck()).isEmpty();
            rig.advance(Duration.ofMinutes(1));

            assertThat(rig.supervisor.health().stuck())
                    .singleElement()
                    .asString()
                    .matches("run \\S+ of task 'blocker' runs for 600 s now, in attempt 1, on thread .+");
            assertThat(rig.supervisor.health().isUp()).isTrue();
            blocker.countDown();
        }
    }

    @Test
    void codeThatGoesOnAfterItsRunWasCancelledIsStuckAtOnce() throws Exception {
        try (Rig rig = new Rig().started()) {
            CountDownLatch started = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            TaskRun<String> run = rig.supervisor.submit(
                    () -> {
                        started.countDown();
                        end.await();
                        return "done";
                    },
                    RunOptions.DEFAULTS);
            started.await();
            run.cancel(false);

            assertThat(rig.supervisor.health().stuck())
                    .singleElement()
                    .asString()
                    .contains("is CANCELLED and its code goes on for 0 s now");
            end.countDown();
            rig.awaitIdle();
            assertThat(rig.supervisor.health().stuck()).isEmpty();
        }
    }

    @Test
    void fullLinesAndQueuesAreTold() throws Exception {
        try (Rig rig = Rig.narrow(2).started()) {
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            submit(rig, TaskPriority.LOW);
            submit(rig, TaskPriority.LOW);
            rig.supervisor.register(
                    TaskDefinition.queue("orders").capacity(1).enabled(false).forEach(item -> {}));
            TaskQueue<String> queue = rig.supervisor.queue("orders");
            queue.put("one");

            assertThat(rig.supervisor.health().full())
                    .containsExactly(
                            "the line of priority LOW of pool 'default' is full: 2 runs wait for a slot, and others are"
                                    + " refused",
                            "queue 'orders' is full: 1 of 1 items, and 0 of 1 workers are busy");
            assertThat(rig.supervisor.health().isUp()).isTrue();
            blocker.countDown();
        }
    }

    @Test
    void moreThanTenAreCounted() throws Exception {
        try (Rig rig = new Rig(PoolConfig.of(PoolConfig.DEFAULT_POOL, 20)).started()) {
            List<CountDownLatch> blockers = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                blockers.add(rig.occupySlot(TaskPriority.NORMAL));
            }
            rig.advance(Duration.ofHours(1));

            assertThat(rig.supervisor.health().stuck()).hasSize(11).endsWith("and 2 more");
            blockers.forEach(CountDownLatch::countDown);
        }
    }

    @Test
    void failureOfATaskThatMattersCountsUntilItSucceeds() throws Exception {
        try (Rig rig = new Rig().started()) {
            List<String> outcomes = new ArrayList<>(List.of("fail", "succeed"));
            rig.supervisor.register(
                    TaskDefinition.background("watched").health(true).call(() -> {
                        if (outcomes.remove(0).equals("fail")) {
                            throw new IllegalStateException("no line");
                        }
                        return "done";
                    }));
            rig.supervisor.call("watched", null);
            rig.awaitIdle();
            assertThat(rig.supervisor.health().failed()).isEqualTo(Map.of("watched", RunStatus.FAILED));
            assertThat(rig.supervisor.health().isUp()).isFalse();

            rig.supervisor.call("watched", null);
            rig.awaitIdle();
            assertThat(rig.supervisor.health().isUp()).isTrue();
        }
    }

    @Test
    void cancelledRunDoesNotHideAFailureWhereNoHistoryIsKept() throws Exception {
        try (Rig rig = new Rig(builder -> builder.historySize(0)).started()) {
            List<String> outcomes = new ArrayList<>(List.of("fail", "wait"));
            rig.supervisor.register(
                    TaskDefinition.background("watched").health(true).call(() -> {
                        if (outcomes.remove(0).equals("fail")) {
                            throw new IllegalStateException("no line");
                        }
                        return "done";
                    }));
            rig.supervisor.call("watched", null);
            rig.awaitIdle();
            rig.supervisor.task("watched").pause();
            rig.supervisor.call("watched", null).cancel(false);

            assertThat(rig.supervisor.health().failed()).isEqualTo(Map.of("watched", RunStatus.FAILED));
        }
    }

    @Test
    void tenThousandTasksAreLookedAtWithoutAPictureOfEach() {
        List<TaskPool> pools = new ArrayList<>();
        try (Rig rig = new Rig(builder -> builder.poolFactory((config, time) -> {
                    TaskPool pool = mock(TaskPool.class, delegatesTo(PriorityPool.create(config, time, Thread::new)));
                    pools.add(pool);
                    return pool;
                }))
                .started()) {
            for (int i = 0; i < 10_000; i++) {
                rig.supervisor.register(
                        TaskDefinition.background("task-" + i).health(true).call(() -> "done"));
            }
            TaskPool pool = pools.get(0);
            clearInvocations(pool);

            assertThat(rig.supervisor.health().tasks()).isEqualTo(10_000);
            verify(pool, atMost(2)).snapshot();
        }
    }
}
