package io.tasky.actuate;

import io.tasky.supervisor.TaskSupervisor;
import io.tasky.supervisor.UnknownNameException;
import io.tasky.task.DeadLetter;
import io.tasky.task.Page;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.RunFilter;
import io.tasky.task.RunSnapshot;
import io.tasky.task.TaskFilter;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskSnapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;

/**
 * Shows the tasks, the pools and the latest runs to an operator. It only reads; over HTTP it also acts, by its web
 * extension. Thread-safe.
 */
@Endpoint(id = "tasks", defaultAccess = Access.READ_ONLY)
public class TaskyEndpoint {

    static final int MAX_RUNS = 100;

    /** As many as leave a page of tasks short enough. */
    static final int MAX_QUEUES = 20;

    private final TaskSupervisor supervisor;

    private final TaskyRunDescriptorMapper runs;

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
        this.runs = new TaskyRunDescriptorMapper(new Sanitizer(sanitizingFunctions));
        this.showValues = showValues;
    }

    /**
     * The supervisor, its pools, a page of its tasks, and the queues that none of them works on. Every parameter may be missing.
     *
     * @param kind only tasks of this kind
     * @param state only tasks in this state
     * @param pool only tasks of this pool
     * @param name only tasks and queues with this in their name
     * @param offset how many to leave out
     * @param limit how many to return at most
     * @param latest how many of the runs of each that ended last to tell of, at most 100; none if it is missing
     * @return what was asked for
     */
    @ReadOperation
    public TaskyDescriptor.Tasks tasks(
            @Nullable String kind,
            @Nullable String state,
            @Nullable String pool,
            @Nullable String name,
            @Nullable String offset,
            @Nullable String limit,
            @Nullable String latest) {
        TaskFilter filter = TaskQuery.tasks(kind, state, pool, name);
        TaskQuery.checkPool(filter.pool(), supervisor);
        PageRequest wanted = PageRequest.of(offset, limit);
        Integer ended =
                RequestFields.number("latest", latest, 0, MAX_RUNS, "Send how many runs to tell of, such as 20.");
        Page<TaskSnapshot> page = supervisor.tasks(filter, wanted.offset(), wanted.limit());
        int all = supervisor.tasks(TaskFilter.ALL, 0, 0).total();
        return new TaskyDescriptor.Tasks(
                TaskyDescriptor.FORMAT_VERSION,
                new TaskyDescriptor.Supervisor(supervisor.state().name(), IsoTexts.text(supervisor.uptime()), all),
                TaskyDescriptorMapper.pools(supervisor.pools()),
                page.items().stream().map(task -> describe(task, ended)).toList(),
                TaskyWorkDescriptorMapper.withoutWorker(queuesWithoutWorker(filter)),
                wanted.info(page.offset(), page.total()));
    }

    /** Such a queue is in no pool and in no state. */
    private Page<QueueSnapshot> queuesWithoutWorker(TaskFilter filter) {
        boolean asked = (filter.kind() == null || filter.kind() == TaskKind.QUEUE)
                && filter.state() == null
                && filter.pool() == null;
        return asked ? supervisor.queuesWithoutWorker(filter.name(), MAX_QUEUES) : new Page<>(List.of(), 0, 0);
    }

    private TaskyDescriptor.Task describe(TaskSnapshot task, @Nullable Integer ended) {
        TaskyDescriptor.Task described = TaskyDescriptorMapper.task(task);
        if (ended == null || ended == 0) {
            return described;
        }
        try {
            return described.with(TaskyDescriptorMapper.ended(supervisor.history(task.name()), ended));
        } catch (UnknownNameException gone) {
            return described;
        }
    }

    /**
     * One task with its runs.
     *
     * @param name its name
     * @return the task, or null if there is none of that name
     */
    @ReadOperation
    public TaskyDescriptor.@Nullable TaskDetails task(@Selector(match = Match.ALL_REMAINING) String... name) {
        return task(PathName.of("name", name), showValues.isShown(true));
    }

    TaskSupervisor supervisor() {
        return supervisor;
    }

    TaskyDescriptor.@Nullable TaskDetails task(String name, boolean showUserData) {
        try {
            TaskSnapshot task = supervisor.task(name).snapshot();
            // In this order, so that a run that ends meanwhile is among them; one that is stuck is live.
            List<RunSnapshot> live =
                    supervisor.runs(RunFilter.liveOf(name), 0, MAX_RUNS).items();
            Set<String> shown = live.stream().map(RunSnapshot::id).collect(Collectors.toSet());
            List<RunSnapshot> ended = supervisor.history(name).stream()
                    .filter(run -> !shown.contains(run.id()))
                    .limit(MAX_RUNS)
                    .toList();
            return new TaskyDescriptor.TaskDetails(
                    TaskyDescriptor.FORMAT_VERSION,
                    TaskyDescriptorMapper.task(task),
                    task.origin(),
                    runs.runs(live, showUserData),
                    runs.runs(ended, showUserData),
                    deadLetters(task, showUserData));
        } catch (UnknownNameException unknown) {
            return null;
        }
    }

    private @Nullable List<TaskyRunDescriptor.Letter> deadLetters(TaskSnapshot task, boolean showUserData) {
        QueueSnapshot queue = task.queue();
        if (queue == null) {
            return null;
        }
        List<DeadLetter<Object>> letters =
                new ArrayList<>(supervisor.<Object>queue(queue.name()).deadLetters());
        Collections.reverse(letters);
        return letters.stream()
                .filter(letter -> letter.task().equals(task.name()))
                .limit(MAX_RUNS)
                .map(letter -> runs.letter(letter, showUserData))
                .toList();
    }
}
