package io.tasky.actuate;

import io.tasky.pool.PoolConfig;
import io.tasky.pool.PoolSnapshot;
import io.tasky.pool.TaskPool;
import io.tasky.supervisor.SupervisorState;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskPriority;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/** DOWN once the supervisor takes no more work, so that an orchestrator replaces this process. Thread-safe. */
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
        builder.status(state.takesWork() ? Status.UP : Status.DOWN)
                .withDetail("state", state)
                .withDetail("tasks", supervisor.tasks().size())
                .withDetail("pools", pools());
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
