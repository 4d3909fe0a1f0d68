package io.tasky.autoconfigure;

import io.tasky.task.TaskAttribute;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** The names of the properties that override attributes of tasks. Without state, so thread-safe. */
final class OverrideNames {

    static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("tasky.tasks");

    private OverrideNames() {}

    /** {@code tasky.tasks.mail.send} and {@code tasky.tasks[mail.send]}. */
    static List<ConfigurationPropertyName> of(String task) {
        return List.of(ConfigurationPropertyName.adapt(ROOT + "." + task, '.'), ROOT.append("[" + task + "]"));
    }

    /** {@code tasky.tasks.mail.send.fixed-rate}. */
    static ConfigurationPropertyName dotted(String task, TaskAttribute<?> attribute) {
        return ConfigurationPropertyName.adapt(ROOT + "." + task + "." + kebab(attribute), '.');
    }

    /** {@code tasky.tasks[mail.send].fixed-rate}. */
    static ConfigurationPropertyName bracketed(String task, TaskAttribute<?> attribute) {
        return ROOT.append("[" + task + "]").append(kebab(attribute));
    }

    /** {@code tasky.tasks.mail.send.params} and {@code tasky.tasks[mail.send].params}. */
    static List<ConfigurationPropertyName> params(String task) {
        return of(task).stream().map(name -> name.append("params")).toList();
    }

    static String kebab(TaskAttribute<?> attribute) {
        return attribute.name().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
