package io.tasky.task;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a declaration says of a task; whatever it leaves out is unset. Declarations are laid over one another: the
 * annotation lies lowest, then the configuration, then the run time. Immutable.
 */
public final class TaskAttributes {

    /** A declaration that says nothing. */
    public static final TaskAttributes NONE = new TaskAttributes(Map.of());

    private final Map<TaskAttribute<?>, Object> values;

    private TaskAttributes(Map<TaskAttribute<?>, Object> values) {
        this.values = values;
    }

    /**
     * A declaration that says one thing; {@link #with} adds to it.
     *
     * @param <T> the type of the value
     * @param attribute the attribute
     * @param value its value
     * @return the declaration
     */
    public static <T> TaskAttributes of(TaskAttribute<T> attribute, T value) {
        return NONE.with(attribute, value);
    }

    /**
     * The value of an attribute.
     *
     * @param <T> the type of the value
     * @param attribute the attribute
     * @return its value, or null if it is unset
     */
    public <T> @Nullable T get(TaskAttribute<T> attribute) {
        return attribute.type().cast(values.get(attribute));
    }

    /**
     * The value of an attribute, or a default.
     *
     * @param <T> the type of the value
     * @param attribute the attribute
     * @param defaultValue what it is if it is unset
     * @return its value
     */
    public <T> T get(TaskAttribute<T> attribute, T defaultValue) {
        T value = get(attribute);
        return value != null ? value : defaultValue;
    }

    /**
     * What this declaration says something of.
     *
     * @return an immutable set, in the order in which it was said
     */
    public Set<TaskAttribute<?>> said() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /**
     * This declaration with one more value.
     *
     * @param <T> the type of the value
     * @param attribute the attribute
     * @param value its value
     * @return a new declaration
     */
    public <T> TaskAttributes with(TaskAttribute<T> attribute, T value) {
        Map<TaskAttribute<?>, Object> copy = new LinkedHashMap<>(values);
        copy.put(attribute, attribute.type().cast(value));
        return new TaskAttributes(copy);
    }

    /**
     * This declaration below another one. Where the upper one names a trigger, it replaces the whole schedule.
     *
     * @param upper the declaration whose values win
     * @return a new declaration
     */
    public TaskAttributes overriddenBy(TaskAttributes upper) {
        Map<TaskAttribute<?>, Object> merged = new LinkedHashMap<>(values);
        if (upper.values.keySet().stream().anyMatch(TaskAttribute::isTrigger)) {
            merged.keySet().removeIf(TaskAttribute::isSchedule);
        }
        merged.putAll(upper.values);
        return new TaskAttributes(merged);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TaskAttributes that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
