package io.tasky.actuate;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * What {@link TaskyEndpoint} does over HTTP only: statuses other than 200 with their reason in the body, and user data
 * for those who may see it. Thread-safe.
 */
@EndpointWebExtension(endpoint = TaskyEndpoint.class)
@RegisterReflectionForBinding(TaskyDescriptor.Problem.class)
public class TaskyEndpointWebExtension {

    private final TaskyEndpoint endpoint;

    private final Show showValues;

    private final Set<String> roles;

    /**
     * Creates the extension.
     *
     * @param endpoint what it extends
     * @param showValues whether to show user data
     * @param roles who may see it if that takes authorization; empty for everyone who is logged in
     */
    public TaskyEndpointWebExtension(TaskyEndpoint endpoint, Show showValues, Set<String> roles) {
        this.endpoint = endpoint;
        this.showValues = showValues;
        this.roles = Set.copyOf(roles);
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
     * @return what was asked for; 400 and what is possible if it cannot be asked
     */
    @ReadOperation
    public WebEndpointResponse<Object> tasks(
            @Nullable String kind,
            @Nullable String state,
            @Nullable String pool,
            @Nullable String name,
            @Nullable Integer offset,
            @Nullable Integer limit) {
        try {
            return new WebEndpointResponse<>(endpoint.tasks(kind, state, pool, name, offset, limit));
        } catch (InvalidEndpointRequestException invalid) {
            return problem(invalid.getReason(), WebEndpointResponse.STATUS_BAD_REQUEST);
        }
    }

    /**
     * One task with its runs.
     *
     * @param securityContext who asks
     * @param task its name
     * @return the task, or 404 if there is none of that name
     */
    @ReadOperation
    public WebEndpointResponse<Object> task(SecurityContext securityContext, @Selector String task) {
        TaskyDescriptor.TaskDetails details = endpoint.task(task, showValues.isShown(securityContext, roles));
        return details == null
                ? problem("There is no task '" + task + "'.", WebEndpointResponse.STATUS_NOT_FOUND)
                : new WebEndpointResponse<>(details);
    }

    private static WebEndpointResponse<Object> problem(@Nullable String reason, int status) {
        return new WebEndpointResponse<>(new TaskyDescriptor.Problem(String.valueOf(reason)), status);
    }
}
