package io.tasky.task;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run is to do, by value: enough to do it again elsewhere. Immutable; the arguments themselves are the
 * application's.
 *
 * @param task the stable name of the task
 * @param version the version of the task's arguments
 * @param arguments the arguments, none of them is ever shown outside
 */
public record RunPayload(String task, int version, List<@Nullable Object> arguments) {

    /** Copies the list of arguments. */
    public RunPayload {
        arguments = Collections.unmodifiableList(new ArrayList<>(arguments));
    }

    /** Names the task only: arguments are user data. */
    @Override
    public String toString() {
        return task + " v" + version + " (" + arguments.size() + " arguments)";
    }
}
