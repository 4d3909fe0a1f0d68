package io.tasky.actuate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An operator has done something through an endpoint; published as an event of the application after it was done, on the
 * thread of the request. Immutable.
 *
 * @param target what it was done to
 * @param name the name of the task or pool, or the id of the run
 * @param action what was done: an action of the {@code tasks} endpoint, {@code resize}, {@code stop} or {@code interrupt}
 * @param changed whether it made a difference
 * @param principal the name of whoever did it, or null if nobody was logged in
 * @param details what was done more exactly, without user data: {@code from} and {@code to} of a task's state or schedule and
 *     of a pool's sizes, the {@code run} that was triggered, the {@code queue}, how many dead letters were {@code replayed}
 *     and are {@code left}, and the {@code task} of a run
 */
public record TaskyActionEvent(
        Target target,
        String name,
        String action,
        boolean changed,
        @Nullable String principal,
        Map<String, String> details) {

    /** Copies the details, in their order. */
    public TaskyActionEvent {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /** What something can be done to. */
    public enum Target {
        /** A task, or its timer or queue. */
        TASK,
        /** A run. */
        RUN,
        /** A pool. */
        POOL
    }
}
