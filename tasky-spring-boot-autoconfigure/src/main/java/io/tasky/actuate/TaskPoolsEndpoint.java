package io.tasky.actuate;

import io.tasky.actuate.TaskyActionEvent.Target;
import io.tasky.pool.PoolConfig;
import io.tasky.pool.TaskPool;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskConfigurationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/** Shows pools to an operator, and changes their sizes. Thread-safe; of changes at the same time none is lost. */
@WebEndpoint(id = "taskpools", defaultAccess = Access.READ_ONLY)
@RegisterReflectionForBinding({
    TaskyDescriptor.Pools.class,
    TaskyDescriptor.PoolDetails.class,
    TaskyDescriptor.Problem.class
})
public class TaskPoolsEndpoint {

    private final TaskSupervisor supervisor;

    private final ActionLog log;

    /**
     * Creates the endpoint.
     *
     * @param supervisor whose pools to show
     * @param events is told of every change
     */
    public TaskPoolsEndpoint(TaskSupervisor supervisor, Consumer<? super TaskyActionEvent> events) {
        this.supervisor = supervisor;
        this.log = new ActionLog(events);
    }

    /**
     * All pools.
     *
     * @return the pools, by name
     */
    @ReadOperation
    public WebEndpointResponse<Object> pools() {
        return TaskyAnswers.of(() -> new TaskyDescriptor.Pools(
                TaskyDescriptor.FORMAT_VERSION, TaskyDescriptorMapper.pools(supervisor.pools())));
    }

    /**
     * One pool.
     *
     * @param name its name, from the path
     * @return the pool, or 404 if there is none of that name
     */
    @ReadOperation
    public WebEndpointResponse<Object> pool(@Selector(match = Match.ALL_REMAINING) Object name) {
        return TaskyAnswers.named("pool", "name", name, pool -> details(supervisor.pool(pool), null));
    }

    /**
     * Changes sizes of a pool; what is left out stays as it is. All parameters but the first and the last are fields of the
     * body.
     *
     * @param securityContext who asks
     * @param size the slots that every priority may use; -1 for any number
     * @param reserveNormal the slots beyond those for NORMAL and HIGH
     * @param reserveHigh the slots beyond those for HIGH
     * @param name its name, from the path
     * @return the pool; 404 if there is none of that name, 400 if it cannot have such sizes
     */
    @WriteOperation
    public WebEndpointResponse<Object> resize(
            SecurityContext securityContext,
            @Nullable String size,
            @Nullable String reserveNormal,
            @Nullable String reserveHigh,
            @Selector(match = Match.ALL_REMAINING) Object name) {
        return TaskyAnswers.named("pool", "name", name, pool -> {
            TaskPool known = supervisor.pool(pool);
            var wanted = new WantedSizes(
                    number("size", size), number("reserveNormal", reserveNormal), number("reserveHigh", reserveHigh));
            boolean changed = resize(securityContext, known, wanted);
            return details(known, changed);
        });
    }

    private boolean resize(SecurityContext by, TaskPool pool, WantedSizes wanted) {
        PoolConfig before;
        try {
            before = pool.resize(wanted::over);
        } catch (TaskConfigurationException invalid) {
            throw RequestFields.because(invalid.getMessage() + " Send sizes that go together.", invalid);
        }
        PoolConfig after = wanted.over(before);
        ActionResult result = ActionResult.moved(!after.equals(before), text(before), text(after));
        log.done(by, Target.POOL, before.name(), "resize", result);
        return result.changed();
    }

    private static String text(PoolConfig config) {
        return "size " + config.size() + ", reserves " + config.reserveNormal() + " and " + config.reserveHigh();
    }

    /** What a request says; null where it says nothing. Immutable. */
    private record WantedSizes(
            @Nullable Integer size,
            @Nullable Integer reserveNormal,
            @Nullable Integer reserveHigh) {

        WantedSizes {
            if (size == null && reserveNormal == null && reserveHigh == null) {
                throw RequestFields.because(
                        "The request says no size. Send size, reserveNormal, reserveHigh, or some of them.");
            }
        }

        /** What it leaves out stays as it is. */
        PoolConfig over(PoolConfig before) {
            return before.withSizes(
                    size == null ? before.size() : size,
                    reserveNormal == null ? before.reserveNormal() : reserveNormal,
                    reserveHigh == null ? before.reserveHigh() : reserveHigh);
        }
    }

    private static @Nullable Integer number(String field, @Nullable String text) {
        return RequestFields.number(
                field, text, Integer.MIN_VALUE, Integer.MAX_VALUE, "Send a number of slots, such as 20.");
    }

    private static TaskyDescriptor.PoolDetails details(TaskPool pool, @Nullable Boolean changed) {
        return new TaskyDescriptor.PoolDetails(
                TaskyDescriptor.FORMAT_VERSION,
                pool.config().name(),
                changed,
                TaskyDescriptorMapper.pool(pool.snapshot()));
    }
}
