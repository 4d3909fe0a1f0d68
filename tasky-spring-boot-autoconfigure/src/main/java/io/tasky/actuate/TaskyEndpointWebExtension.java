package io.tasky.actuate;

import io.tasky.task.TaskAttribute;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * What {@link TaskyEndpoint} does over HTTP only: statuses other than 200 with their reason in the body, user data for those
 * who may see it, and actions on tasks. Thread-safe.
 */
@EndpointWebExtension(endpoint = TaskyEndpoint.class)
@RegisterReflectionForBinding({
    TaskyDescriptor.Tasks.class,
    TaskyDescriptor.TaskDetails.class,
    TaskyDescriptor.Action.class,
    TaskyDescriptor.Problem.class
})
public class TaskyEndpointWebExtension {

    private final TaskyEndpoint endpoint;

    private final TaskyEndpointProperties properties;

    private final TaskyActions actions;

    /**
     * Creates the extension.
     *
     * @param endpoint what it extends
     * @param properties whom to show user data
     * @param reader reads the attributes of a new schedule
     * @param events is told of every action
     */
    public TaskyEndpointWebExtension(
            TaskyEndpoint endpoint,
            TaskyEndpointProperties properties,
            AttributeReader reader,
            Consumer<? super TaskyActionEvent> events) {
        this.endpoint = endpoint;
        this.properties = properties;
        this.actions = new TaskyActions(endpoint.supervisor(), reader, new ActionLog(events));
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
     * @param latest how many of the runs of each that ended last to tell of
     * @return what was asked for; 400 and what is possible if it cannot be asked
     */
    @ReadOperation
    public WebEndpointResponse<Object> tasks(
            @Nullable String kind,
            @Nullable String state,
            @Nullable String pool,
            @Nullable String name,
            @Nullable String offset,
            @Nullable String limit,
            @Nullable String latest) {
        return TaskyAnswers.of(() -> endpoint.tasks(kind, state, pool, name, offset, limit, latest));
    }

    /**
     * One task with its runs.
     *
     * @param securityContext who asks
     * @param name its name, from the path
     * @return the task, or 404 if there is none of that name
     */
    @ReadOperation
    public WebEndpointResponse<Object> task(
            SecurityContext securityContext, @Selector(match = Match.ALL_REMAINING) Object name) {
        boolean show = properties.shows(securityContext);
        return TaskyAnswers.named("task", "name", name, task -> endpoint.task(task, show));
    }

    /**
     * Does something to a task. All parameters but the first and the last are fields of the body.
     *
     * @param securityContext who asks
     * @param action what to do: trigger, pause, resume, enable, disable, reset, fire, cancel, close, reopen, replay or
     *     reschedule
     * @param key the key of a timer with keys, for reset, fire and cancel
     * @param fixedRate for reschedule: from start to start
     * @param fixedDelay for reschedule: from end to start
     * @param cron for reschedule: a cron expression
     * @param zone for reschedule: its time zone
     * @param name its name, from the path
     * @return what was done; 404 if there is no such task, 400 and what is possible if that cannot be done
     */
    @WriteOperation
    public WebEndpointResponse<Object> act(
            SecurityContext securityContext,
            @Nullable String action,
            @Nullable String key,
            @Nullable String fixedRate,
            @Nullable String fixedDelay,
            @Nullable String cron,
            @Nullable String zone,
            @Selector(match = Match.ALL_REMAINING) Object name) {
        Map<TaskAttribute<?>, @Nullable String> schedule = new LinkedHashMap<>();
        schedule.put(TaskAttribute.FIXED_RATE, fixedRate);
        schedule.put(TaskAttribute.FIXED_DELAY, fixedDelay);
        schedule.put(TaskAttribute.CRON, cron);
        schedule.put(TaskAttribute.ZONE, zone);
        var request = new TaskyActionRequest(action, key, Collections.unmodifiableMap(schedule));
        return TaskyAnswers.named("task", "name", name, task -> actions.perform(securityContext, task, request));
    }
}
