package io.tasky.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import io.tasky.pool.PoolConfig;
import io.tasky.pool.TaskPool;
import io.tasky.supervisor.SupervisorState;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.supervisor.UnknownNameException;
import io.tasky.task.Page;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.RunFilter;
import io.tasky.task.RunSnapshot;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskFilter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.Show;

class TaskyEndpointTests {

    private final TaskSupervisor supervisor = mock(TaskSupervisor.class);

    private final TaskyEndpoint endpoint = new TaskyEndpoint(supervisor, List.of(), Show.NEVER);

    @BeforeEach
    void prepareSupervisor() {
        given(supervisor.state()).willReturn(SupervisorState.RUNNING);
        given(supervisor.uptime()).willReturn(Duration.ofMillis(90_500));
        given(supervisor.runs(any(), anyInt(), anyInt())).willReturn(new Page<>(List.of(), 0, 0));
        given(supervisor.queuesWithoutWorker(any(), anyInt())).willReturn(new Page<>(List.of(), 0, 0));
    }

    @Test
    void showsTheSupervisorItsPoolsByNameAndAPageOfItsTasks() {
        given(supervisor.tasks(new TaskFilter(null, null, null, "b"), 0, 10))
                .willReturn(new Page<>(List.of(Snapshots.task("b")), 0, 1));
        given(supervisor.tasks(TaskFilter.ALL, 0, 0)).willReturn(new Page<>(List.of(), 0, 2));
        TaskPool io = Snapshots.pool(PoolConfig.of("io", 2), 0, Map.of());
        TaskPool standard = Snapshots.pool(PoolConfig.of("default", 8), 1, Map.of());
        given(supervisor.pools()).willReturn(List.of(io, standard));

        TaskyDescriptor.Tasks tasks = endpoint.tasks(null, null, null, "B", null, "10", null);

        assertThat(tasks.version()).isEqualTo(1);
        assertThat(tasks.supervisor()).isEqualTo(new TaskyDescriptor.Supervisor("RUNNING", "PT1M30.5S", 2));
        assertThat(tasks.pools().keySet()).containsExactly("default", "io");
        assertThat(tasks.tasks()).extracting(TaskyDescriptor.Task::name).containsExactly("b");
        assertThat(tasks.page()).isEqualTo(new TaskyDescriptor.PageInfo(0, 10, 1));
    }

    @Test
    void showsTheQueuesThatNoTaskWorksOnUnlessTasksOfOtherKindsOrInSomePoolOrStateAreAskedFor() {
        given(supervisor.tasks(any(), anyInt(), anyInt())).willReturn(new Page<>(List.of(), 0, 0));
        TaskPool io = Snapshots.pool(PoolConfig.of("io", 2), 0, Map.of());
        given(supervisor.pools()).willReturn(List.of(io));
        QueueSnapshot audit = new QueueSnapshot("audit", 90, 100, 0, 0, true, 3, 0, 0);
        given(supervisor.queuesWithoutWorker(null, 20)).willReturn(new Page<>(List.of(audit), 0, 7));
        given(supervisor.queuesWithoutWorker("aud", 20)).willReturn(new Page<>(List.of(audit), 0, 1));
        TaskyWorkDescriptor.Queue shown =
                new TaskyWorkDescriptor.Queue("audit", 90, 100, null, null, true, 3L, null, null);

        assertThat(queues(null, null, null, null)).isEqualTo(new TaskyWorkDescriptor.Queues(7, List.of(shown)));
        assertThat(queues("queue", null, null, "AUD")).isEqualTo(new TaskyWorkDescriptor.Queues(1, List.of(shown)));
        TaskyWorkDescriptor.Queues none = new TaskyWorkDescriptor.Queues(0, List.of());
        assertThat(queues("timer", null, null, null)).isEqualTo(none);
        assertThat(queues(null, "enabled", null, null)).isEqualTo(none);
        assertThat(queues(null, null, "io", null)).isEqualTo(none);
    }

    private TaskyWorkDescriptor.Queues queues(
            @Nullable String kind, @Nullable String state, @Nullable String pool, @Nullable String name) {
        return endpoint.tasks(kind, state, pool, name, null, null, null).queues();
    }

    @Test
    void tellsHowTheLatestRunsOfEachTaskEndedIfAsked() {
        given(supervisor.tasks(new TaskFilter(null, null, null, null), 0, 100))
                .willReturn(new Page<>(List.of(Snapshots.task("a"), Snapshots.task("gone")), 0, 2));
        given(supervisor.tasks(TaskFilter.ALL, 0, 0)).willReturn(new Page<>(List.of(), 0, 2));
        given(supervisor.history("a"))
                .willReturn(List.of(
                        Snapshots.failedRun("r-2", "a", null),
                        Snapshots.waitingRun("r-1", "a"),
                        Snapshots.failedRun("r-0", "a", null)));
        given(supervisor.history("gone")).willThrow(new UnknownNameException("task", "gone", List.of()));

        List<TaskyDescriptor.Task> tasks =
                endpoint.tasks(null, null, null, null, null, null, "2").tasks();

        assertThat(tasks.get(0).latest())
                .containsExactly(
                        new TaskyDescriptor.Ended("FAILED", "PT1.5S"), new TaskyDescriptor.Ended("WAITING", null));
        assertThat(tasks.get(1).latest()).isNull();
        assertThat(endpoint.tasks(null, null, null, null, null, null, null).tasks())
                .extracting(TaskyDescriptor.Task::latest)
                .containsOnlyNulls();
        assertThatThrownBy(() -> endpoint.tasks(null, null, null, null, null, null, "101"))
                .hasMessage("latest is 101, which is out of range. Send how many runs to tell of, such as 20.");
    }

    @Test
    void showsATaskWithItsOwnRunsOnly() {
        registered("a");
        given(supervisor.history("a")).willReturn(List.of(Snapshots.failedRun("r-1", "a", null)));
        given(supervisor.runs(eq(RunFilter.liveOf("a")), anyInt(), anyInt()))
                .willReturn(new Page<>(List.of(Snapshots.waitingRun("r-3", "a")), 0, 1));

        TaskyDescriptor.TaskDetails details = endpoint.task("a");

        assertThat(details).isNotNull();
        assertThat(details.version()).isEqualTo(1);
        assertThat(details.task().name()).isEqualTo("a");
        assertThat(details.origin()).isEqualTo("com.acme.Jobs#a");
        assertThat(details.latestRuns()).extracting(TaskyRunDescriptor.Run::id).containsExactly("r-1");
        assertThat(details.liveRuns()).extracting(TaskyRunDescriptor.Run::id).containsExactly("r-3");
    }

    @Test
    void showsNoMoreThanAHundredRunsOfEachSort() {
        registered("a");
        List<RunSnapshot> many = IntStream.range(0, 300)
                .mapToObj(i -> Snapshots.waitingRun("r-" + i, "a"))
                .toList();
        given(supervisor.history("a")).willReturn(many);

        TaskyDescriptor.TaskDetails details = endpoint.task("a");

        assertThat(details).isNotNull();
        assertThat(details.latestRuns()).hasSize(TaskyEndpoint.MAX_RUNS);
        verify(supervisor).runs(RunFilter.liveOf("a"), 0, TaskyEndpoint.MAX_RUNS);
    }

    @Test
    void unknownTaskIsNull() {
        given(supervisor.task("nobody")).willThrow(new UnknownNameException("task", "nobody", List.of("a")));

        assertThat(endpoint.task("nobody")).isNull();
    }

    @Test
    void taskThatGoesWhileItIsReadIsNull() {
        registered("a");
        given(supervisor.history("a")).willThrow(new UnknownNameException("task", "a", List.of()));

        assertThat(endpoint.task("a")).isNull();
    }

    private void registered(String name) {
        TaskControl control = mock(TaskControl.class);
        given(control.snapshot()).willReturn(Snapshots.task(name));
        given(supervisor.task(name)).willReturn(control);
    }
}
