package io.tasky.autoconfigure;

import io.tasky.spring.TaskOverrides;
import io.tasky.task.TaskAttribute;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.core.env.Environment;

/**
 * What {@code tasky.tasks.<name>.<attribute>} says. Each attribute of each known task is looked up by itself: a
 * map would neither take names with dots nor find environment variables. Thread-safe.
 */
final class PropertyOverrides implements TaskOverrides {

    private static final Bindable<String> STRING = Bindable.of(String.class);

    private static final Bindable<Map<String, String>> PARAMS = Bindable.mapOf(String.class, String.class);

    private final Iterable<ConfigurationPropertySource> sources;

    private final Binder binder;

    PropertyOverrides(Environment environment) {
        this.sources = ConfigurationPropertySources.get(environment);
        this.binder = Binder.get(environment);
    }

    /** Of most tasks nothing is said, and to look up thirty attributes of each would take most of the start. */
    @Override
    public boolean mayMention(String task) {
        return mayContain(OverrideNames.ROOT) && OverrideNames.of(task).stream().anyMatch(this::mayContain);
    }

    @Override
    public TaskOverrides.@Nullable Setting find(String task, TaskAttribute<?> attribute) {
        TaskOverrides.Setting dotted = find(OverrideNames.dotted(task, attribute));
        return dotted != null ? dotted : find(OverrideNames.bracketed(task, attribute));
    }

    @Override
    public Map<String, String> params(String task) {
        Map<String, String> params = new LinkedHashMap<>();
        for (ConfigurationPropertyName name : OverrideNames.params(task)) {
            binder.bind(name, PARAMS).ifBound(params::putAll);
        }
        return params;
    }

    private boolean mayContain(ConfigurationPropertyName name) {
        for (ConfigurationPropertySource source : sources) {
            // A source that cannot list its names does not know, and is asked for each.
            if (source.containsDescendantOf(name) != ConfigurationPropertyState.ABSENT) {
                return true;
            }
        }
        return false;
    }

    private TaskOverrides.@Nullable Setting find(ConfigurationPropertyName name) {
        return binder.bind(name, STRING)
                .map(text -> new TaskOverrides.Setting(text, name.toString()))
                .orElse(null);
    }
}
