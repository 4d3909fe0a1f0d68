package io.tasky.supervisor;

import io.tasky.pool.TaskPool;
import io.tasky.task.TimeSource;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a supervisor does when it stops, and when it does so for good. One thread at a time uses it. */
final class SupervisorEnd {

    private final Engine engine;

    private final TaskRegistry registry;

    private final CreatedPools createdPools;

    private final ShutdownPolicy policy;

    /** The clock, if it is the supervisor's own and ends with it. */
    private final @Nullable SystemTimeSource ownTime;

    /** How long the last stop took. */
    private volatile Duration took = Duration.ZERO;

    SupervisorEnd(
            Engine engine,
            TaskRegistry registry,
            CreatedPools createdPools,
            ShutdownPolicy policy,
            @Nullable SystemTimeSource ownTime) {
        this.engine = engine;
        this.registry = registry;
        this.createdPools = createdPools;
        this.policy = policy;
        this.ownTime = ownTime;
    }

    /** How long a stop may take. */
    long awaitNanos() {
        return TimeSource.nanosOf(policy.await());
    }

    StopReport stop(List<DefaultTaskRun<?>> neverStarted) {
        StopReport report = new StopSequence(engine, registry, policy, StopScope.ALL).run(neverStarted);
        took = report.took();
        return report;
    }

    /** Runs the tasks of the shutdown in what the stop before has left of its time. */
    void runShutdownTasks() {
        ShutdownTasks.run(engine, registry, TimeSource.nanosOf(policy.await().minus(took)));
    }

    void close() {
        createdPools.closeAll();
        registry.pools().forEach(TaskPool::shutdown);
        if (ownTime != null) {
            ownTime.close();
        }
    }
}
