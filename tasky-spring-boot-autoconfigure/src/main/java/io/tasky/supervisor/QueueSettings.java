package io.tasky.supervisor;

import io.tasky.spi.QueueStoreFactory;
import io.tasky.task.ItemRules;
import io.tasky.task.OverflowPolicy;
import io.tasky.task.QueueConfig;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a queue, whoever works on it. Immutable.
 *
 * @param name the queue's name
 * @param capacity how many items it holds, -1 for any number
 * @param backend where it keeps them
 * @param overflow what it does when it is full
 * @param orderBy the name of the order of its items, or null
 * @param key the expression that gives their keys, or null
 * @param rules the order and the keys themselves
 */
record QueueSettings(
        String name,
        int capacity,
        String backend,
        OverflowPolicy overflow,
        @Nullable String orderBy,
        @Nullable String key,
        ItemRules rules) {

    /** How many items fit unless somebody says otherwise. */
    static final int DEFAULT_CAPACITY = 1000;

    /** What a worker says, and the configuration over it. */
    static QueueSettings of(TaskDefinition worker, @Nullable QueueConfig config) {
        String name = worker.get(TaskAttribute.QUEUE, worker.name());
        return new QueueSettings(
                        name,
                        worker.get(TaskAttribute.CAPACITY, DEFAULT_CAPACITY),
                        worker.get(TaskAttribute.BACKEND, QueueStoreFactory.MEMORY),
                        worker.get(TaskAttribute.OVERFLOW, OverflowPolicy.BLOCK),
                        worker.attributes().get(TaskAttribute.ORDER_BY),
                        worker.attributes().get(TaskAttribute.KEY),
                        worker.body().itemRules())
                .overriddenBy(config);
    }

    /** What the configuration says of a queue without a worker. */
    static QueueSettings of(QueueConfig config) {
        return new QueueSettings(
                        config.name(),
                        DEFAULT_CAPACITY,
                        QueueStoreFactory.MEMORY,
                        OverflowPolicy.BLOCK,
                        null,
                        null,
                        ItemRules.NONE)
                .overriddenBy(config);
    }

    private QueueSettings overriddenBy(@Nullable QueueConfig config) {
        if (config == null) {
            return this;
        }
        return new QueueSettings(
                name,
                Objects.requireNonNullElse(config.capacity(), capacity),
                Objects.requireNonNullElse(config.backend(), backend),
                Objects.requireNonNullElse(config.overflow(), overflow),
                orderBy,
                key,
                rules);
    }

    boolean isOrdered() {
        return rules.order() != null;
    }

    boolean isKeyed() {
        return rules.key() != null;
    }

    /** What they do not have in common, in words. */
    List<String> differences(QueueSettings other) {
        List<String> differences = new ArrayList<>();
        add(differences, "capacity", capacity, other.capacity);
        add(differences, "backend", backend, other.backend);
        add(differences, "overflow", overflow, other.overflow);
        add(differences, "orderBy", said(orderBy, isOrdered()), said(other.orderBy, other.isOrdered()));
        add(differences, "key", said(key, isKeyed()), said(other.key, other.isKeyed()));
        return differences;
    }

    private static void add(List<String> differences, String what, Object one, Object other) {
        if (!one.equals(other)) {
            differences.add(what + " " + one + " and " + other);
        }
    }

    /** Those made in code have no name. */
    private static String said(@Nullable String text, boolean there) {
        if (text != null) {
            return "'" + text + "'";
        }
        return there ? "in code" : "none";
    }
}
