package io.tasky.spring;

import io.tasky.task.RetryPolicy;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the configuration says of a task, over what was declared. Thread-safe. */
final class ConfiguredAttributes {

    private final TaskOverrides overrides;

    ConfiguredAttributes(TaskOverrides overrides) {
        this.overrides = overrides;
    }

    /** What is said of one task. */
    TaskAttributes of(String task, TaskKind kind) {
        TaskAttributes attributes = TaskAttributes.NONE;
        if (!overrides.mayMention(task)) {
            return attributes;
        }
        for (TaskAttribute<?> attribute : TaskAttribute.of(kind)) {
            attributes = with(attributes, attribute, task);
        }
        return attributes;
    }

    Map<String, String> params(String task) {
        return overrides.mayMention(task) ? overrides.params(task) : Map.of();
    }

    private <T> TaskAttributes with(TaskAttributes attributes, TaskAttribute<T> attribute, String task) {
        TaskOverrides.Setting setting = overrides.find(task, attribute);
        if (setting == null || setting.text().isBlank()) {
            return attributes;
        }
        return attributes.with(attribute, AttributeParser.parse(attribute, setting.text(), setting.property()));
    }

    /**
     * A definition that was made in code, with what is said over it.
     *
     * @param declared the definition
     * @return the definition that holds
     * @throws TaskConfigurationException if what is said does not fit
     */
    TaskDefinition over(TaskDefinition declared) {
        TaskAttributes said = of(declared.name(), declared.kind());
        for (TaskAttribute<?> attribute : said.said()) {
            if (attribute.isInWords()) {
                throw invalid(
                        declared,
                        "has its " + attribute + " from code, which the configuration cannot replace",
                        "Remove tasky.tasks." + declared.name() + "."
                                + attribute.name().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT) + ".");
            }
        }
        Map<String, String> params = new LinkedHashMap<>(declared.params());
        params.putAll(params(declared.name()));
        return declared.with(declared.attributes().overriddenBy(said), retryPolicy(declared, said))
                .withParams(params);
    }

    private static @Nullable RetryPolicy retryPolicy(TaskDefinition declared, TaskAttributes said) {
        boolean saysRetry = TaskAttribute.of(declared.kind()).stream()
                .anyMatch(attribute -> attribute.isRetry() && said.get(attribute) != null);
        if (!saysRetry) {
            return declared.retryPolicy();
        }
        if (said.get(TaskAttribute.RETRY_MAX_RETRIES) == null) {
            throw invalid(
                    declared,
                    "has a retry in the configuration without max-retries, so that nothing would be retried",
                    "Give it tasky.tasks." + declared.name() + ".retry.max-retries.");
        }
        return AnnotatedRetryPolicy.of(said, List.of(), List.of());
    }

    private static TaskConfigurationException invalid(TaskDefinition task, String problem, String remedy) {
        return new TaskConfigurationException(
                "Task '" + task.name() + "' (" + task.origin() + ") " + problem + ".", remedy);
    }
}
