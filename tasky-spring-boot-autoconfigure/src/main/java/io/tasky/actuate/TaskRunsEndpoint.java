package io.tasky.actuate;

import io.tasky.actuate.TaskyActionEvent.Target;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.Page;
import io.tasky.task.RunFilter;
import io.tasky.task.RunLocation;
import io.tasky.task.RunSnapshot;
import io.tasky.task.TaskRun;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/** Shows runs to an operator, and stops them. Thread-safe. */
@WebEndpoint(id = "taskruns", defaultAccess = Access.READ_ONLY)
@RegisterReflectionForBinding({
    TaskyRunDescriptor.Runs.class,
    TaskyRunDescriptor.RunDetails.class,
    TaskyDescriptor.Problem.class
})
public class TaskRunsEndpoint {

    private final TaskSupervisor supervisor;

    private final TaskyRunDescriptorMapper mapper;

    private final TaskRunsEndpointProperties properties;

    private final ActionLog log;

    /**
     * Creates the endpoint.
     *
     * @param supervisor whose runs to show
     * @param sanitizingFunctions what hides values that must never be shown
     * @param properties whom to show user data
     * @param events is told of every run that was asked to stop
     */
    public TaskRunsEndpoint(
            TaskSupervisor supervisor,
            Iterable<SanitizingFunction> sanitizingFunctions,
            TaskRunsEndpointProperties properties,
            Consumer<? super TaskyActionEvent> events) {
        this.supervisor = supervisor;
        this.mapper = new TaskyRunDescriptorMapper(new Sanitizer(sanitizingFunctions));
        this.properties = properties;
        this.log = new ActionLog(events);
    }

    /**
     * A page of runs. Every parameter may be missing.
     *
     * @param securityContext who asks
     * @param task only runs of this task
     * @param status only runs in one of these statuses, with commas between them; without, those that wait or run
     * @param pool only runs of this pool
     * @param stuck true for those only whose code goes on although they have their outcome
     * @param offset how many to leave out
     * @param limit how many to return at most
     * @return what was asked for; 400 and what is possible if it cannot be asked
     */
    @ReadOperation
    public WebEndpointResponse<Object> runs(
            SecurityContext securityContext,
            @Nullable String task,
            @Nullable String status,
            @Nullable String pool,
            @Nullable String stuck,
            @Nullable String offset,
            @Nullable String limit) {
        return TaskyAnswers.of(() -> {
            RunFilter filter = TaskQuery.runs(task, status, pool, stuck);
            TaskQuery.checkPool(filter.pool(), supervisor);
            PageRequest wanted = PageRequest.of(offset, limit);
            Page<RunSnapshot> page = supervisor.runs(filter, wanted.offset(), wanted.limit());
            if (page.total() == 0) {
                TaskQuery.checkTask(filter.task(), supervisor);
            }
            return new TaskyRunDescriptor.Runs(
                    TaskyDescriptor.FORMAT_VERSION,
                    mapper.runs(page.items(), properties.shows(securityContext)),
                    wanted.info(page.offset(), page.total()));
        });
    }

    /**
     * One run, also if it has ended and is kept still.
     *
     * @param securityContext who asks
     * @param id its id, from the path
     * @return the run, or 404 if it is not known any more or never was
     */
    @ReadOperation
    public WebEndpointResponse<Object> run(
            SecurityContext securityContext, @Selector(match = Match.ALL_REMAINING) Object id) {
        return TaskyAnswers.named("run", "id", id, run -> details(securityContext, run, null));
    }

    /**
     * Asks a run to stop, or cancels and interrupts it, once more if its code goes on. One that waits is cancelled; nothing
     * becomes of one that has ended.
     *
     * @param securityContext who asks
     * @param force true to interrupt it
     * @param id its id, from the path
     * @return the run as it is now, or 404 if it is not known any more or never was
     */
    @DeleteOperation
    public WebEndpointResponse<Object> stop(
            SecurityContext securityContext, @Nullable String force, @Selector(match = Match.ALL_REMAINING) Object id) {
        return TaskyAnswers.named(
                "run", "id", id, run -> stop(securityContext, run, RequestFields.truth("force", force)));
    }

    private TaskyRunDescriptor.@Nullable RunDetails stop(SecurityContext by, String id, boolean interrupt) {
        String action = interrupt ? "interrupt" : "stop";
        RunSnapshot before = supervisor.findRun(id).orElse(null);
        if (before == null) {
            return null;
        }
        TaskRun<?> live = supervisor.run(id).orElse(null);
        if (live == null) {
            TaskyRunDescriptor.RunDetails ended = details(by, id, false);
            if (ended != null) {
                log.done(
                        by,
                        Target.RUN,
                        id,
                        action,
                        ActionResult.of(false, Map.of("task", ended.run().task())));
            }
            return ended;
        }
        boolean changed = interrupt ? interrupt(live) : !live.isStopRequested() && live.stop();
        log.done(by, Target.RUN, id, action, ActionResult.of(changed, Map.of("task", live.task())));
        // Where no history is kept, it may be known to nobody else any more.
        return details(by, before.after(live), changed);
    }

    /** One that has its outcome, and whose code goes on, is interrupted once more. */
    private static boolean interrupt(TaskRun<?> run) {
        boolean stuck = run.isStuck();
        return run.cancel(true) || stuck;
    }

    private TaskyRunDescriptor.@Nullable RunDetails details(SecurityContext by, String id, @Nullable Boolean changed) {
        return supervisor.findRun(id).map(run -> details(by, run, changed)).orElse(null);
    }

    private TaskyRunDescriptor.RunDetails details(SecurityContext by, RunSnapshot run, @Nullable Boolean changed) {
        RunLocation location = run.thread() == null
                ? null
                : supervisor.run(run.id()).map(TaskRun::location).orElse(null);
        return new TaskyRunDescriptor.RunDetails(
                TaskyDescriptor.FORMAT_VERSION, changed, mapper.run(run, location, properties.shows(by), true));
    }
}
