package io.tasky.spring;

import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskBody;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskKind;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.env.PropertyResolver;

/**
 * Makes definitions of annotated methods: what the annotation says, and what the configuration says over it.
 * Thread-safe.
 */
final class TaskDefinitionFactory {

    private final BeanFactory beans;

    private final PropertyResolver placeholders;

    private final ConfiguredAttributes configured;

    TaskDefinitionFactory(BeanFactory beans, PropertyResolver placeholders, TaskOverrides overrides) {
        this.beans = beans;
        this.placeholders = placeholders;
        this.configured = new ConfiguredAttributes(overrides);
    }

    /**
     * Makes the definition of a method.
     *
     * @param beanName the name of its bean
     * @param method the method
     * @return the definition
     * @throws TaskConfigurationException if it cannot be a task
     */
    TaskDefinition create(String beanName, TaskMethod method) {
        TaskMethodChecks.checkMethod(method);
        String name = name(beanName, method);
        TaskAttributes attributes =
                complete(method, annotated(method).overriddenBy(configured.of(name, method.kind())));
        TaskDefinition definition = new TaskDefinition(
                name,
                method.kind(),
                attributes,
                body(name, beanName, method, attributes),
                method.signature(),
                TaskDefinition.FIRST_VERSION,
                AnnotatedRetryPolicy.of(attributes, method.exceptions("includes"), method.exceptions("excludes")),
                configured.params(name),
                name);
        TaskAttributeChecks.check(name, method, attributes);
        return definition;
    }

    private static TaskAttributes complete(TaskMethod method, TaskAttributes said) {
        return method.kind() == TaskKind.TIMER ? TimerParameters.of(method).complete(said) : said;
    }

    private TaskBody body(String task, String beanName, TaskMethod method, TaskAttributes attributes) {
        BeanMethod beanMethod = new BeanMethod(beans, beanName, method);
        if (method.kind() == TaskKind.TIMER) {
            return new TimerBody(beanMethod, TimerParameters.of(method));
        }
        TaskParameters parameters = new TaskParameters(method.method());
        return method.kind() == TaskKind.BACKGROUND
                ? new BackgroundBody(beanMethod, task, parameters, key(task, method, attributes))
                : new BeanMethodInvoker(
                        beanMethod, parameters, new AnnotatedItemRules(beans, task, method).of(attributes));
    }

    private static @Nullable UniqueKey key(String task, TaskMethod method, TaskAttributes attributes) {
        return UniqueKey.of(task, method, attributes.get(TaskAttribute.UNIQUE_KEY));
    }

    /**
     * Lays the configuration over a definition that was made in code.
     *
     * @param declared the definition
     * @return the definition that holds
     * @throws TaskConfigurationException if what is said does not fit
     */
    TaskDefinition configure(TaskDefinition declared) {
        TaskDefinition definition = configured.over(declared);
        return definition.template() == null ? definition.withTemplate(definition.name()) : definition;
    }

    private String name(String beanName, TaskMethod method) {
        String name = text(method, "name", method.annotation().getString("name"));
        return name != null ? name : beanName + "." + method.method().getName();
    }

    private TaskAttributes annotated(TaskMethod method) {
        TaskAttributes attributes = TaskAttributes.NONE;
        for (TaskAttribute<?> attribute : TaskAttribute.of(method.kind())) {
            attributes = withAnnotated(attributes, attribute, method);
        }
        return attributes;
    }

    private <T> TaskAttributes withAnnotated(TaskAttributes attributes, TaskAttribute<T> attribute, TaskMethod method) {
        Object value = method.value(attribute.name());
        if (!(value instanceof String string)) {
            return attributes.with(attribute, typed(attribute, value, method));
        }
        String text = text(method, attribute.name(), string);
        return text == null
                ? attributes
                : attributes.with(attribute, AttributeParser.parse(attribute, text, where(attribute.name(), method)));
    }

    /** An annotation's constants arrive by name where it was merged from another one. */
    private static <T> T typed(TaskAttribute<T> attribute, Object value, TaskMethod method) {
        return attribute.type().isInstance(value)
                ? attribute.type().cast(value)
                : AttributeParser.parse(attribute, value.toString(), where(attribute.name(), method));
    }

    private @Nullable String text(TaskMethod method, String attribute, String raw) {
        try {
            String text = placeholders.resolveRequiredPlaceholders(raw).strip();
            return text.isEmpty() ? null : text;
        } catch (IllegalArgumentException ex) {
            throw new TaskConfigurationException(
                    where(attribute, method) + " is '" + raw + "', which names a property that is not there.",
                    "Set the property, or give a default as in ${property:default}.",
                    ex);
        }
    }

    private static String where(String attribute, TaskMethod method) {
        return attribute + " of " + method.annotationName() + " method " + method.signature();
    }
}
