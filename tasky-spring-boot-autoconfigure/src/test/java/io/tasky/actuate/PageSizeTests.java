package io.tasky.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import io.tasky.pool.PoolConfig;
import io.tasky.pool.TaskPool;
import io.tasky.supervisor.SupervisorState;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.Page;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.RunSnapshot;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskCounts;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskSnapshot;
import io.tasky.task.TaskState;
import io.tasky.task.TimerSnapshot;
import io.tasky.task.WaitingFor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** How long a page of tasks is where there is as much to say of each of them as an incident after weeks of work has. */
class PageSizeTests {

    private static final int TASKS = 10_000;

    private static final int MOST = 64 * 1024;

    private static final int MANY = 123_456;

    /** As many workers as a queue has. */
    private static final int BUSY = 16;

    private static final Instant STARTED = Instant.parse("2026-03-01T10:00:00.123456789Z");

    private static final Duration TOOK = Duration.parse("PT12M34.123456789S");

    private static final Instant DUE = Instant.parse("2026-03-01T10:30:00.987654321Z");

    /** None of them runs, and that is what takes the most words: each waits for its next attempt. */
    @ParameterizedTest
    @EnumSource(TaskKind.class)
    void pageOfAHundredTasksThatAllFailIsAtMost64KilobytesLong(TaskKind kind) {
        WaitingFor next = new WaitingFor(WaitingFor.Reason.BACKING_OFF, 3, 0, DUE, null);
        // Only calls are refused, as all else holds back before a full line; and only ticks are skipped.
        long rejected = kind == TaskKind.BACKGROUND ? MANY : 0;
        long skipped = kind == TaskKind.PERIODIC ? MANY : 0;
        assertShort(kind, next, new TaskCounts(BUSY, BUSY, MANY, MANY, MANY, MANY, rejected, skipped, MANY));
    }

    @ParameterizedTest
    @EnumSource(TaskKind.class)
    void pageOfAHundredTasksThatAllRunIsAtMost64KilobytesLong(TaskKind kind) {
        assertShort(kind, null, new TaskCounts(MANY, MANY, MANY, MANY, MANY, MANY, MANY, MANY, MANY));
    }

    private static void assertShort(TaskKind kind, @Nullable WaitingFor waitingFor, TaskCounts counts) {
        EndpointWebApplication.runner()
                .withPropertyValues("management.endpoints.web.exposure.include=tasks")
                .withBean(TaskSupervisor.class, () -> supervisor(i -> task(kind, name(i), waitingFor, counts)))
                .run(context -> {
                    var response = MockMvcTester.from(context)
                            .get()
                            .uri("/actuator/tasks")
                            .exchange()
                            .getResponse();
                    String json = response.getContentAsString();

                    assertThat(json).contains(name(99)).contains(outbox(TaskyEndpoint.MAX_QUEUES - 1));
                    ActuatorSchema.read().check("tasks", json);
                    assertThat(response.getContentAsByteArray().length).as(json).isLessThanOrEqualTo(MOST);
                });
    }

    private static TaskSupervisor supervisor(IntFunction<TaskSnapshot> task) {
        TaskSupervisor supervisor = mock(TaskSupervisor.class);
        List<TaskPool> pools = List.of(pool("default"), pool("deliveries"));
        given(supervisor.state()).willReturn(SupervisorState.RUNNING);
        given(supervisor.uptime()).willReturn(Duration.parse("PT1234H34M56.123456789S"));
        given(supervisor.pools()).willReturn(pools);
        given(supervisor.tasks(any(), anyInt(), anyInt())).willAnswer(call -> {
            int limit = call.getArgument(2);
            return new Page<>(IntStream.range(0, limit).mapToObj(task).toList(), 0, TASKS);
        });
        given(supervisor.queuesWithoutWorker(any(), anyInt())).willAnswer(call -> {
            int limit = call.getArgument(1);
            return new Page<>(
                    IntStream.range(0, limit)
                            .mapToObj(PageSizeTests::withoutWorker)
                            .toList(),
                    0,
                    TASKS);
        });
        return supervisor;
    }

    private static TaskPool pool(String name) {
        return Snapshots.pool(
                PoolConfig.of(name, 200).withReserves(50, 50),
                300,
                Map.of(TaskPriority.LOW, MANY, TaskPriority.NORMAL, MANY, TaskPriority.HIGH, MANY));
    }

    private static String name(int i) {
        return "warehouse.importDeliveries-%05d".formatted(i);
    }

    private static String outbox(int i) {
        return "warehouse.outboxOfDeliveries-%03d".formatted(i);
    }

    private static QueueSnapshot withoutWorker(int i) {
        return new QueueSnapshot(outbox(i), MANY, 200_000, 0, 0, false, MANY, 0, 0);
    }

    private static TaskSnapshot task(TaskKind kind, String name, @Nullable WaitingFor waitingFor, TaskCounts counts) {
        return new TaskSnapshot(
                10L * MANY,
                name,
                kind,
                "deliveries",
                TaskPriority.NORMAL,
                TaskState.ENABLED,
                schedule(kind),
                schedule(kind) == null ? null : DUE,
                waitingFor,
                timedOutRun(name),
                counts,
                kind == TaskKind.QUEUE ? queue(name) : null,
                kind == TaskKind.TIMER ? new TimerSnapshot(true, MANY, DUE) : null,
                kind != TaskKind.BACKGROUND,
                false,
                "com.acme.Warehouse#importDeliveries",
                name);
    }

    private static @Nullable String schedule(TaskKind kind) {
        return switch (kind) {
            case PERIODIC -> "cron 0 0/15 8-18 * * MON-FRI (Europe/Berlin)";
            case TIMER -> "delay PT15M for each key";
            case QUEUE, BACKGROUND -> null;
        };
    }

    private static QueueSnapshot queue(String name) {
        return new QueueSnapshot(name, MANY, 200_000, BUSY, BUSY, false, MANY, MANY, MANY);
    }

    private static RunSnapshot timedOutRun(String task) {
        return new RunSnapshot(
                "1w7c7h45cz268eec6nmo-2gosa7pa2gv",
                task,
                "deliveries",
                TaskPriority.NORMAL,
                RunStatus.TIMED_OUT,
                5,
                STARTED,
                STARTED,
                STARTED.plus(TOOK),
                TOOK,
                new TimeoutException(),
                null,
                false,
                false,
                null,
                null);
    }
}
