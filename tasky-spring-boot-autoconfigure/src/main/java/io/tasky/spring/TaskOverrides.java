package io.tasky.spring;

import io.tasky.task.TaskAttribute;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the application's configuration says of tasks, over what their annotations say. Implementations are thread-safe.
 */
@FunctionalInterface
public interface TaskOverrides {

    /** Overrides nothing. */
    TaskOverrides NONE = (task, attribute) -> null;

    /**
     * Whether anything may be said of a task: one look, which spares one for each attribute.
     *
     * @param task the task's name
     * @return false only if nothing is said of it; by default true
     */
    default boolean mayMention(String task) {
        return true;
    }

    /**
     * Looks up one attribute of one task.
     *
     * @param task the task's name
     * @param attribute the attribute
     * @return what it is to be, or null to leave it as declared
     */
    @Nullable
    Setting find(String task, TaskAttribute<?> attribute);

    /**
     * Looks up settings of the application's own for one task.
     *
     * @param task the task's name
     * @return values by name; by default there are none
     */
    default Map<String, String> params(String task) {
        return Map.of();
    }

    /**
     * A value from the configuration. Immutable.
     *
     * @param text the value, as the annotation would spell it
     * @param property where it stands
     */
    record Setting(String text, String property) {}
}
