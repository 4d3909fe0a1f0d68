package io.tasky.actuate;

import io.tasky.pool.TaskPool;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.supervisor.UnknownNameException;
import io.tasky.task.Page;
import io.tasky.task.RunSnapshot;
import io.tasky.task.TaskSnapshot;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/** Shows the tasks, the pools and the latest runs to an operator. It only reads. Thread-safe. */
@Endpoint(id = "tasks", defaultAccess = Access.READ_ONLY)
public class TaskyEndpoint {

    static final int MAX_RUNS = 100;

    private static final int MAX_RUNS_LOOKED_AT = 10_000;

    private final TaskSupervisor supervisor;

    private final TaskyDescriptorMapper mapper;

    private final Show showValues;

    /**
     * Creates the endpoint.
     *
     * @param supervisor whose tasks to show
     * @param sanitizingFunctions what hides values that must never be shown
     * @param showValues whether to show user data, which exceptions' messages are
     */
    public TaskyEndpoint(TaskSupervisor supervisor, Iterable<SanitizingFunction> sanitizingFunctions, Show showValues) {
        this.supervisor = supervisor;
        this.mapper = new TaskyDescriptorMapper(new Sanitizer(sanitizingFunctions));
        this.showValues = showValues;
    }

    /**
     * The supervisor, its pools and a page of its tasks. Every parameter may be missing.
     *
     * @param kind only tasks of this kind
     * @param state only tasks in this state
     * @param pool only tasks of this pool
     * @param name only tasks with this in their name
     * @param offset how many to leave out
     * @param limit how many to return at most
     * @return what was asked for
     */
    @ReadOperation
    public TaskyDescriptor.Tasks tasks(
            @Nullable String kind,
            @Nullable String state,
            @Nullable String pool,
            @Nullable String name,
            @Nullable Integer offset,
            @Nullable Integer limit) {
        return tasks(new TaskQuery(kind, state, pool, name, offset, limit));
    }

    /**
     * One task with its runs.
     *
     * @param task its name
     * @return the task, or null if there is none of that name
     */
    @ReadOperation
    public TaskyDescriptor.@Nullable TaskDetails task(@Selector String task) {
        return task(task, showValues.isShown(true));
    }

    TaskyDescriptor.Tasks tasks(TaskQuery query) {
        List<TaskSnapshot> all = supervisor.tasks();
        Page<TaskSnapshot> page = query.page(all);
        return new TaskyDescriptor.Tasks(
                TaskyDescriptor.FORMAT_VERSION,
                new TaskyDescriptor.Supervisor(
                        supervisor.state().name(), supervisor.uptime().toString(), all.size()),
                pools(),
                page.items().stream().map(mapper::task).toList(),
                new TaskyDescriptor.PageInfo(page.offset(), query.effectiveLimit(), page.total()));
    }

    TaskyDescriptor.@Nullable TaskDetails task(String name, boolean showUserData) {
        try {
            TaskSnapshot task = supervisor.task(name).snapshot();
            List<RunSnapshot> history =
                    supervisor.history(name).stream().limit(MAX_RUNS).toList();
            return new TaskyDescriptor.TaskDetails(
                    TaskyDescriptor.FORMAT_VERSION,
                    mapper.task(task),
                    task.origin(),
                    mapper.runs(liveRuns(name), showUserData),
                    mapper.runs(history, showUserData));
        } catch (UnknownNameException unknown) {
            return null;
        }
    }

    private Map<String, TaskyDescriptor.Pool> pools() {
        Map<String, TaskyDescriptor.Pool> pools = new TreeMap<>();
        for (TaskPool pool : supervisor.pools()) {
            pools.put(pool.config().name(), mapper.pool(pool.snapshot()));
        }
        return pools;
    }

    private List<RunSnapshot> liveRuns(String task) {
        return supervisor.runs(0, MAX_RUNS_LOOKED_AT).items().stream()
                .filter(run -> run.task().equals(task))
                .limit(MAX_RUNS)
                .toList();
    }
}
