package io.tasky.autoconfigure;

import io.tasky.spring.TaskOverrides;
import io.tasky.task.TaskAttribute;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/**
 * What {@code tasky.tasks.<name>.<attribute>} says. Each attribute of each known task is looked up by itself: a
 * map would neither take names with dots nor find environment variables. Thread-safe.
 */
final class PropertyOverrides implements TaskOverrides {

    private static final Bindable<String> STRING = Bindable.of(String.class);

    private final Binder binder;

    PropertyOverrides(Environment environment) {
        this.binder = Binder.get(environment);
    }

    @Override
    public TaskOverrides.@Nullable Setting find(String task, TaskAttribute<?> attribute) {
        TaskOverrides.Setting dotted = find(OverrideNames.dotted(task, attribute));
        return dotted != null ? dotted : find(OverrideNames.bracketed(task, attribute));
    }

    private TaskOverrides.@Nullable Setting find(ConfigurationPropertyName name) {
        return binder.bind(name, STRING)
                .map(text -> new TaskOverrides.Setting(text, name.toString()))
                .orElse(null);
    }
}
