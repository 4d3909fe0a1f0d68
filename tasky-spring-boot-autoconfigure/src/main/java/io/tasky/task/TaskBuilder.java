package io.tasky.task;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says step by step what a task is. Each kind of task has a builder of its own, which ends with the task's code; see
 * {@link TaskDefinition#periodic}, {@link TaskDefinition#timer}, {@link TaskDefinition#queue} and
 * {@link TaskDefinition#background}. Values are checked when the definition is made. For use by one thread.
 *
 * @param <B> the type of the builder itself
 */
public abstract class TaskBuilder<B extends TaskBuilder<B>> {

    private final String name;

    private final TaskKind kind;

    private final Map<String, String> params = new LinkedHashMap<>();

    private TaskAttributes attributes = TaskAttributes.NONE;

    private String origin;

    private int version = TaskDefinition.FIRST_VERSION;

    private @Nullable RetryPolicy retryPolicy;

    private @Nullable String template;

    TaskBuilder(String name, TaskKind kind) {
        this.name = name;
        this.kind = kind;
        this.origin = "the definition of '" + name + "'";
    }

    abstract B self();

    /**
     * Gives an attribute a value: whatever an annotation of this kind can say, except for retries, and for what is
     * given as code.
     *
     * @param <T> the type of the value
     * @param attribute the attribute
     * @param value its value
     * @return this builder
     * @throws TaskConfigurationException if tasks of this kind have no such attribute, or it is not given by its value
     */
    public <T> B with(TaskAttribute<T> attribute, T value) {
        if (!TaskAttribute.of(kind).contains(attribute)) {
            throw new TaskConfigurationException(
                    "Task '" + name + "' is a " + kind + " task and has no " + attribute + ".",
                    "Leave it out, or define a task of another kind.");
        }
        if (attribute.isRetry()) {
            throw new TaskConfigurationException(
                    "Task '" + name + "' says " + attribute + ", which is for annotations and the configuration.",
                    "Give it a policy with retry(...).");
        }
        if (attribute.isInWords()) {
            throw new TaskConfigurationException(
                    "Task '" + name + "' says " + attribute + " in words, which is for annotated methods.",
                    attribute == TaskAttribute.SUBMIT
                            ? "Leave it out: supervisor.call(...) submits at once, and supervisor.hold(...) waits."
                            : "Give the code for it: a method of this builder takes it.");
        }
        return set(attribute, value);
    }

    /** Gives any attribute a value. */
    final <T> B set(TaskAttribute<T> attribute, T value) {
        attributes = attributes.with(attribute, value);
        return self();
    }

    final String name() {
        return name;
    }

    final boolean says(TaskAttribute<?> attribute) {
        return attributes.get(attribute) != null;
    }

    /**
     * The pool that runs it; {@code default} unless said.
     *
     * @param pool the name of a pool
     * @return this builder
     */
    public B pool(String pool) {
        return with(TaskAttribute.POOL, pool);
    }

    /**
     * The priority of its runs; {@link TaskPriority#NORMAL} unless said.
     *
     * @param priority the priority
     * @return this builder
     */
    public B priority(TaskPriority priority) {
        return with(TaskAttribute.PRIORITY, priority);
    }

    /**
     * Whether it starts runs from the beginning; it does unless said otherwise.
     *
     * @param enabled false for a task that is enabled later
     * @return this builder
     */
    public B enabled(boolean enabled) {
        return with(TaskAttribute.ENABLED, enabled);
    }

    /**
     * How long one attempt may take; as long as it likes unless said.
     *
     * @param timeout more than zero
     * @return this builder
     */
    public B timeout(Duration timeout) {
        return with(TaskAttribute.TIMEOUT, timeout);
    }

    /**
     * Whether and when a failed attempt is repeated; never unless said.
     *
     * @param policy decides after each failure
     * @return this builder
     */
    public B retry(RetryPolicy policy) {
        retryPolicy = policy;
        return self();
    }

    /**
     * How many of its runs may go on at the same time; as many as its pool has slots for unless said.
     *
     * @param runs at least 1
     * @return this builder
     */
    public B maxConcurrent(int runs) {
        return with(TaskAttribute.MAX_CONCURRENT, runs);
    }

    /**
     * How often its runs may start; as often as they can unless said.
     *
     * @param starts how many in any span of that length, at least 1
     * @param period the length of the span, more than zero
     * @return this builder
     * @throws TaskConfigurationException if one of them is out of range
     */
    public B rateLimit(int starts, Duration period) {
        return with(TaskAttribute.RATE_LIMIT, new RateLimit(starts, period));
    }

    /**
     * Whether its failure makes the application's health DOWN until it succeeds again; it does not unless said.
     *
     * @param health true if it does
     * @return this builder
     */
    public B health(boolean health) {
        return with(TaskAttribute.HEALTH, health);
    }

    /**
     * A setting of the application's own, which its runs find in {@link TaskContext#config()}.
     *
     * @param setting its name
     * @param value its value
     * @return this builder
     */
    public B param(String setting, String value) {
        params.put(setting, value);
        return self();
    }

    /**
     * What its runs are measured as: tasks that are registered in great number share a template, so that the number of meters
     * does not grow with them. Unless said, a task that is a bean is measured by its name, and one that is registered at run
     * time as {@code dynamic}.
     *
     * @param name a name as a task may have it; the task's own for meters of its own
     * @return this builder
     */
    public B template(String name) {
        template = name;
        return self();
    }

    /**
     * Where it was defined, for messages.
     *
     * @param where a class, a method, or what leads to the place
     * @return this builder
     */
    public B origin(String where) {
        origin = where;
        return self();
    }

    /**
     * The version of its arguments, for work that is stored; 1 unless said.
     *
     * @param number the version
     * @return this builder
     */
    public B version(int number) {
        version = number;
        return self();
    }

    /**
     * Ends the definition with code that gets whatever the kind brings: null, an item, the payload of a call.
     *
     * @param body the code
     * @return the definition
     * @throws TaskConfigurationException if a name or value is out of range
     */
    public TaskDefinition body(TaskBody body) {
        return new TaskDefinition(name, kind, attributes, body, origin, version, retryPolicy, params, template);
    }
}
