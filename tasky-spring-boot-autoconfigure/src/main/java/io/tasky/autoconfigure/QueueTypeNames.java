package io.tasky.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Reads the types of queues that have no worker, before there are beans of properties. Without state. */
final class QueueTypeNames {

    private QueueTypeNames() {}

    /**
     * The part of a queue's settings that is wanted.
     *
     * @param type the type of its items
     */
    record QueueType(@Nullable Class<?> type) {}

    /** The types of items, by the names of their queues. */
    static Map<String, Class<?>> read(Environment environment) {
        Map<String, Class<?>> types = new LinkedHashMap<>();
        Binder.get(environment)
                .bind("tasky.queues", Bindable.mapOf(String.class, QueueType.class))
                .ifBound(queues -> queues.forEach((name, queue) -> {
                    if (queue.type() != null) {
                        types.put(name, queue.type());
                    }
                }));
        return types;
    }
}
