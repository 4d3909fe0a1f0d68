package io.tasky.task;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A task as it was declared. Immutable.
 *
 * @param name the task's name, unique in the application
 * @param kind what makes it run
 * @param attributes what else was said of it; all of it may be unset
 * @param body its code
 * @param origin where it was declared, for messages: a method's signature, or the caller's word
 * @param version the version of its arguments, for work that is stored
 * @param retryPolicy whether and when a failed attempt is repeated, or null for never
 * @param params settings of the application's own for this task, which its runs find in {@link TaskContext#config()}
 * @param template what its runs are measured as, or null: then a task that was found at the start is measured by its name, and
 *     one that was registered at run time as {@code dynamic}, for there may be any number of those
 */
public record TaskDefinition(
        String name,
        TaskKind kind,
        TaskAttributes attributes,
        TaskBody body,
        String origin,
        int version,
        @Nullable RetryPolicy retryPolicy,
        Map<String, String> params,
        @Nullable String template) {

    /** The version of the arguments unless the declaration says otherwise. */
    public static final int FIRST_VERSION = 1;

    private static final Pattern LEGAL_NAME = Pattern.compile("[A-Za-z0-9._$-]+");

    /** Checks the name and the ranges, and copies the settings. */
    public TaskDefinition {
        params = Map.copyOf(params);
        if (!LEGAL_NAME.matcher(name).matches()) {
            throw new TaskConfigurationException(
                    "The task name '" + name + "' of " + origin + " has characters that a name may not have.",
                    "Use letters, digits, '.', '_', '$' and '-' only.");
        }
        checkTemplate(template, name, origin);
        Duration timeout = attributes.get(TaskAttribute.TIMEOUT);
        if (timeout != null && timeout.compareTo(Duration.ZERO) <= 0) {
            throw new TaskConfigurationException(
                    "Task '" + name + "' (" + origin + ") has a timeout of " + timeout
                            + ", and it must be more than zero.",
                    "Give it a longer timeout, or none for no limit.");
        }
        int atOnce = attributes.get(TaskAttribute.MAX_CONCURRENT, 1);
        if (atOnce < 1) {
            throw new TaskConfigurationException(
                    "Task '" + name + "' (" + origin + ") has a maxConcurrent of " + atOnce
                            + ", and it must be at least 1.",
                    "Give it a number of 1 or more, or none for no limit; to start nothing at all, disable the task.");
        }
        if (attributes.get(TaskAttribute.UNIQUE_KEY) != null && !body.hasUniqueKey()) {
            throw new TaskConfigurationException(
                    "Task '" + name + "' (" + origin + ") has a uniqueKey, which its code does not know.",
                    "Give a task that is made in code its key by the builder's uniqueKey(...).");
        }
    }

    private static void checkTemplate(@Nullable String template, String name, String origin) {
        if (template != null && !LEGAL_NAME.matcher(template).matches()) {
            throw new TaskConfigurationException(
                    "Task '" + name + "' (" + origin + ") has the template '" + template
                            + "', which has characters that a name may not have.",
                    "Use letters, digits, '.', '_', '$' and '-' only.");
        }
    }

    /**
     * Creates a definition of the first version that is never retried.
     *
     * @param name the task's name, unique in the application
     * @param kind what makes it run
     * @param attributes what else is said of it
     * @param body its code
     * @param origin where it was declared, for messages
     */
    public TaskDefinition(String name, TaskKind kind, TaskAttributes attributes, TaskBody body, String origin) {
        this(name, kind, attributes, body, origin, FIRST_VERSION, null);
    }

    /**
     * Creates a definition without settings of its own.
     *
     * @param name the task's name, unique in the application
     * @param kind what makes it run
     * @param attributes what else is said of it
     * @param body its code
     * @param origin where it was declared, for messages
     * @param version the version of its arguments, for work that is stored
     * @param retryPolicy whether and when a failed attempt is repeated, or null for never
     */
    public TaskDefinition(
            String name,
            TaskKind kind,
            TaskAttributes attributes,
            TaskBody body,
            String origin,
            int version,
            @Nullable RetryPolicy retryPolicy) {
        this(name, kind, attributes, body, origin, version, retryPolicy, Map.of(), null);
    }

    /**
     * Begins the definition of a periodic task.
     *
     * @param name its name, unique in the application: letters, digits, {@code . _ $ -}
     * @return a builder
     */
    public static PeriodicTaskBuilder periodic(String name) {
        return new PeriodicTaskBuilder(name);
    }

    /**
     * Begins the definition of a timer task.
     *
     * @param name its name, unique in the application: letters, digits, {@code . _ $ -}
     * @return a builder
     */
    public static TimerTaskBuilder timer(String name) {
        return new TimerTaskBuilder(name);
    }

    /**
     * Begins the definition of a worker of a queue.
     *
     * @param name its name, unique in the application: letters, digits, {@code . _ $ -}
     * @return a builder
     */
    public static QueueTaskBuilder queue(String name) {
        return new QueueTaskBuilder(name);
    }

    /**
     * Begins the definition of a background task.
     *
     * @param name its name, unique in the application: letters, digits, {@code . _ $ -}
     * @return a builder
     */
    public static BackgroundTaskBuilder background(String name) {
        return new BackgroundTaskBuilder(name);
    }

    /**
     * This definition with other attributes, and another policy for failures.
     *
     * @param others what else is said of it
     * @param policy whether and when a failed attempt is repeated, or null for never
     * @return a new definition
     */
    public TaskDefinition with(TaskAttributes others, @Nullable RetryPolicy policy) {
        return new TaskDefinition(name, kind, others, body, origin, version, policy, params, template);
    }

    /**
     * This definition with settings of the application's own.
     *
     * @param settings the settings
     * @return a new definition
     */
    public TaskDefinition withParams(Map<String, String> settings) {
        return new TaskDefinition(name, kind, attributes, body, origin, version, retryPolicy, settings, template);
    }

    /**
     * This definition, measured as one of several.
     *
     * @param measuredAs the name of those
     * @return a new definition
     */
    public TaskDefinition withTemplate(String measuredAs) {
        return new TaskDefinition(name, kind, attributes, body, origin, version, retryPolicy, params, measuredAs);
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
        return attributes.get(attribute, defaultValue);
    }
}
