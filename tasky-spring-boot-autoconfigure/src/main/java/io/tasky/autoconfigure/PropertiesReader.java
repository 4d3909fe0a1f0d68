package io.tasky.autoconfigure;

import io.tasky.spring.AttributeParser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Reads {@code tasky.*} where {@link TaskyProperties} cannot help: before there are beans, and where it matters how
 * something was written. Immutable.
 */
final class PropertiesReader {

    /** Those that are not of a pool. */
    private static final List<String> DURATIONS = List.of(
            "tasky.run.for",
            "tasky.shutdown.await",
            "tasky.shutdown.stop-grace",
            "tasky.start-timeout.warn",
            "tasky.start-timeout.critical",
            "tasky.stuck-after");

    private final Binder binder;

    PropertiesReader(Environment environment) {
        this.binder = Binder.get(environment);
    }

    /** The names under which pools are to be published, by the names of the pools. */
    Map<String, String> exposedPools() {
        Map<String, String> names = new LinkedHashMap<>();
        pools().forEach((pool, written) -> {
            if (written.exposeAs() != null) {
                names.put(pool, written.exposeAs().strip());
            }
        });
        return names;
    }

    /** The types of items that are configured, by the names of their queues. */
    Map<String, Class<?>> queueTypes() {
        Map<String, Class<?>> types = new LinkedHashMap<>();
        all("tasky.queues", WrittenQueue.class).forEach((queue, written) -> {
            if (written.type() != null) {
                types.put(queue, written.type());
            }
        });
        return types;
    }

    /**
     * Refuses durations without a unit, which would be taken for milliseconds.
     *
     * @throws io.tasky.task.TaskConfigurationException if there is one
     */
    void checkUnits() {
        for (String property : DURATIONS) {
            checkUnit(binder.bind(property, String.class).orElse(null), property);
        }
        pools().forEach((pool, written) -> {
            checkUnit(written.aging(), "tasky.pools." + pool + ".aging");
            checkUnit(written.onFullTimeout(), "tasky.pools." + pool + ".on-full-timeout");
        });
    }

    private static void checkUnit(@Nullable String text, String property) {
        if (text != null) {
            AttributeParser.duration(text.strip(), property);
        }
    }

    private Map<String, WrittenPool> pools() {
        return all("tasky.pools", WrittenPool.class);
    }

    private <T> Map<String, T> all(String property, Class<T> type) {
        return binder.bind(property, Bindable.mapOf(String.class, type)).orElseGet(Map::of);
    }

    /** What is read of a pool, as it was written. */
    record WrittenPool(
            @Nullable String aging,
            @Nullable String onFullTimeout,
            @Nullable String exposeAs) {}

    /** What is read of a queue. */
    record WrittenQueue(@Nullable Class<?> type) {}
}
