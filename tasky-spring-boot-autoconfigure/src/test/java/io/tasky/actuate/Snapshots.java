package io.tasky.actuate;

import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import io.tasky.pool.PoolConfig;
import io.tasky.pool.PoolSnapshot;
import io.tasky.pool.TaskPool;
import io.tasky.task.RunSnapshot;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskCounts;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskSnapshot;
import io.tasky.task.TaskState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the snapshots that the tests of this room need. Stateless. */
final class Snapshots {

    static final Instant QUEUED = Instant.parse("2026-03-01T10:00:00Z");

    static final Instant STARTED = Instant.parse("2026-03-01T10:00:00.250Z");

    static final Duration TOOK = Duration.ofMillis(1500);

    private Snapshots() {}

    static TaskSnapshot task(String name) {
        return task(name, TaskKind.BACKGROUND, TaskState.ENABLED, "default");
    }

    static TaskSnapshot task(String name, TaskKind kind, TaskState state, String pool) {
        return new TaskSnapshot(
                7,
                name,
                kind,
                pool,
                TaskPriority.NORMAL,
                state,
                null,
                null,
                null,
                null,
                new TaskCounts(0, 0, 0, 0, 0, 0, 0, 0, 0),
                null,
                null,
                true,
                false,
                "com.acme.Jobs#" + name,
                name);
    }

    static RunSnapshot failedRun(String id, String task, @Nullable Throwable exception) {
        return new RunSnapshot(
                id,
                task,
                "default",
                TaskPriority.NORMAL,
                RunStatus.FAILED,
                1,
                QUEUED,
                STARTED,
                STARTED.plus(TOOK),
                TOOK,
                exception,
                null,
                false,
                false,
                null,
                null);
    }

    static RunSnapshot waitingRun(String id, String task) {
        return new RunSnapshot(
                id,
                task,
                "default",
                TaskPriority.NORMAL,
                RunStatus.WAITING,
                0,
                QUEUED,
                null,
                null,
                null,
                null,
                null,
                false,
                false,
                null,
                null);
    }

    static TaskPool pool(PoolConfig config, int taken, Map<TaskPriority, Integer> waiting) {
        TaskPool pool = mock(TaskPool.class);
        given(pool.config()).willReturn(config);
        given(pool.snapshot()).willReturn(new PoolSnapshot(config, taken, 1, waiting, 5, 3, 9));
        return pool;
    }
}
