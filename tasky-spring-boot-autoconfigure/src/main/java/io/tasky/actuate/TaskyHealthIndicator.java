package io.tasky.actuate;

import io.tasky.pool.PoolConfig;
import io.tasky.pool.PoolSnapshot;
import io.tasky.pool.TaskPool;
import io.tasky.supervisor.SupervisorState;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.supervisor.UnknownNameException;
import io.tasky.task.RunSnapshot;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskSnapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * DOWN once the supervisor takes no more work, so that an orchestrator replaces this process; and while a task that asks for
 * that has failed and not succeeded since. Thread-safe.
 */
public class TaskyHealthIndicator extends AbstractHealthIndicator {

    private final TaskSupervisor supervisor;

    /**
     * Creates the indicator.
     *
     * @param supervisor whose health to show
     */
    public TaskyHealthIndicator(TaskSupervisor supervisor) {
        super("The state of Tasky's supervisor cannot be read");
        this.supervisor = supervisor;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        SupervisorState state = supervisor.state();
        List<TaskSnapshot> tasks = supervisor.tasks();
        Map<String, String> failed = failed(tasks);
        builder.status(state.takesWork() && failed.isEmpty() ? Status.UP : Status.DOWN)
                .withDetail("state", state)
                .withDetail("tasks", tasks.size());
        if (!failed.isEmpty()) {
            builder.withDetail("failed", failed);
        }
        builder.withDetail("pools", pools());
    }

    /** Outcomes by task. What a run failed with is the application's and not shown. */
    private Map<String, String> failed(List<TaskSnapshot> tasks) {
        Map<String, String> failed = new TreeMap<>();
        tasks.stream().filter(TaskSnapshot::health).forEach(task -> {
            RunStatus outcome = lastOutcome(task);
            if (outcome == RunStatus.FAILED || outcome == RunStatus.TIMED_OUT) {
                failed.put(task.name(), outcome.name());
            }
        });
        return failed;
    }

    /** A run that was cancelled or refused says nothing of its task. */
    private @Nullable RunStatus lastOutcome(TaskSnapshot task) {
        RunSnapshot last = task.lastRun();
        if (last == null || isDecisive(last)) {
            return last == null ? null : last.status();
        }
        try {
            return supervisor.history(task.name()).stream()
                    .filter(TaskyHealthIndicator::isDecisive)
                    .map(RunSnapshot::status)
                    .findFirst()
                    .orElse(null);
        } catch (UnknownNameException gone) {
            return null;
        }
    }

    private static boolean isDecisive(RunSnapshot run) {
        return switch (run.status()) {
            case SUCCEEDED, FAILED, TIMED_OUT -> true;
            default -> false;
        };
    }

    private Map<String, Map<String, Integer>> pools() {
        Map<String, Map<String, Integer>> pools = new TreeMap<>();
        for (TaskPool pool : supervisor.pools()) {
            pools.put(pool.config().name(), details(pool.snapshot()));
        }
        return pools;
    }

    private static Map<String, Integer> details(PoolSnapshot pool) {
        PoolConfig config = pool.config();
        Map<String, Integer> details = new LinkedHashMap<>();
        details.put("running", pool.taken());
        details.put(
                "limit",
                config.size() == PoolConfig.UNLIMITED ? PoolConfig.UNLIMITED : config.limit(TaskPriority.HIGH));
        details.put(
                "waiting",
                pool.waiting().values().stream().mapToInt(Integer::intValue).sum());
        return details;
    }
}
