package io.tasky.actuate;

import io.tasky.pool.PoolConfig;
import io.tasky.pool.PoolSnapshot;
import io.tasky.pool.TaskPool;
import io.tasky.supervisor.SupervisorHealth;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskPriority;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * DOWN once the supervisor takes no more work, so that an orchestrator replaces this process; and while a task that asks for
 * that has failed and not succeeded since. What waits too long, is stuck or full are details with reasons. Thread-safe.
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
        SupervisorHealth health = supervisor.health();
        builder.status(health.isUp() ? Status.UP : Status.DOWN)
                .withDetail("state", health.state())
                .withDetail("tasks", health.tasks());
        if (!health.failed().isEmpty()) {
            builder.withDetail("failed", failed(health.failed()));
        }
        reasons(builder, "waiting", health.waiting());
        reasons(builder, "stuck", health.stuck());
        reasons(builder, "full", health.full());
        builder.withDetail("pools", pools());
    }

    private static void reasons(Health.Builder builder, String detail, List<String> reasons) {
        if (!reasons.isEmpty()) {
            builder.withDetail(detail, reasons);
        }
    }

    /** Outcomes by task. What a run failed with is the application's and not shown. */
    private static Map<String, String> failed(Map<String, RunStatus> outcomes) {
        Map<String, String> failed = new TreeMap<>();
        outcomes.forEach((task, outcome) -> failed.put(task, outcome.name()));
        return failed;
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
