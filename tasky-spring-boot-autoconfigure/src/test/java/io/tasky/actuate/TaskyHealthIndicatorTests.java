package io.tasky.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import io.tasky.pool.PoolConfig;
import io.tasky.pool.TaskPool;
import io.tasky.supervisor.SupervisorHealth;
import io.tasky.supervisor.SupervisorState;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.supervisor.TaskSupervisorBuilder;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskPriority;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class TaskyHealthIndicatorTests {

    private final TaskSupervisor supervisor = mock(TaskSupervisor.class);

    private int tasks;

    @ParameterizedTest
    @EnumSource(names = {"CREATED", "RUNNING", "QUIET"})
    void isUpWhileTheSupervisorTakesWork(SupervisorState state) {
        assertThat(healthIn(state).getStatus()).isEqualTo(Status.UP);
    }

    @ParameterizedTest
    @EnumSource(names = {"STOPPING", "STOPPED", "CLOSED"})
    void isDownOnceTheSupervisorStops(SupervisorState state) {
        assertThat(healthIn(state).getStatus()).isEqualTo(Status.DOWN);
        assertThat(healthIn(state).getDetails()).containsEntry("state", state);
    }

    @Test
    void tellsTheStateTheNumberOfTasksAndHowFullThePoolsAre() {
        tasks = 2;
        TaskPool pool = Snapshots.pool(
                PoolConfig.of("io", 20).withReserves(5, 5), 12, Map.of(TaskPriority.LOW, 7, TaskPriority.HIGH, 1));
        given(supervisor.pools()).willReturn(List.of(pool));

        assertThat(healthIn(SupervisorState.RUNNING).getDetails())
                .isEqualTo(Map.of(
                        "state",
                        SupervisorState.RUNNING,
                        "tasks",
                        2,
                        "pools",
                        Map.of("io", Map.of("running", 12, "limit", 30, "waiting", 8))));
    }

    @Test
    void whatWaitsIsStuckOrFullIsToldWithReasonsAndLeavesItUp() {
        given(supervisor.health())
                .willReturn(new SupervisorHealth(
                        SupervisorState.RUNNING,
                        1,
                        Map.of(),
                        List.of("runs wait"),
                        List.of("code hangs"),
                        List.of("full")));
        Health health = new TaskyHealthIndicator(supervisor).health();

        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails())
                .containsEntry("waiting", List.of("runs wait"))
                .containsEntry("stuck", List.of("code hangs"))
                .containsEntry("full", List.of("full"));
    }

    @Test
    void unlimitedPoolHasTheLimitMinusOne() {
        TaskPool pool = Snapshots.pool(PoolConfig.of("io", -1), 12, Map.of());
        given(supervisor.pools()).willReturn(List.of(pool));

        assertThat(healthIn(SupervisorState.RUNNING).getDetails())
                .containsEntry("pools", Map.of("io", Map.of("running", 12, "limit", -1, "waiting", 0)));
    }

    @Test
    void isDownWhileATaskThatAsksForItHasFailedLast() {
        TaskSupervisorBuilder builder = new TaskSupervisorBuilder().historySize(0);
        AtomicBoolean fails = new AtomicBoolean(true);
        try (TaskSupervisor real = builder.build()) {
            real.start();
            real.register(TaskDefinition.background("watched").health(true).call(() -> work(fails)));
            real.register(TaskDefinition.background("other").call(() -> work(fails)));
            TaskyHealthIndicator indicator = new TaskyHealthIndicator(real);
            assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);

            end(real, "other");
            assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
            end(real, "watched");
            assertThat(indicator.health().getStatus()).isEqualTo(Status.DOWN);
            assertThat(indicator.health().getDetails()).containsEntry("failed", Map.of("watched", "FAILED"));
            assertThat(indicator.health().getDetails().toString()).doesNotContain("secret");

            fails.set(false);
            end(real, "watched");
            assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
            assertThat(indicator.health().getDetails()).doesNotContainKey("failed");
        }
    }

    private static String work(AtomicBoolean fails) {
        if (fails.get()) {
            throw new IllegalStateException("secret");
        }
        return "done";
    }

    private static void end(TaskSupervisor supervisor, String task) {
        supervisor
                .call(task, null)
                .toCompletableFuture()
                .handle((value, failure) -> "over")
                .join();
    }

    private Health healthIn(SupervisorState state) {
        given(supervisor.health())
                .willReturn(new SupervisorHealth(state, tasks, Map.of(), List.of(), List.of(), List.of()));
        return new TaskyHealthIndicator(supervisor).health();
    }
}
