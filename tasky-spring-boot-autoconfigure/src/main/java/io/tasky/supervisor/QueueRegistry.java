package io.tasky.supervisor;

import io.tasky.pool.TaskPool;
import io.tasky.spi.QueueStore;
import io.tasky.spi.QueueStoreFactory;
import io.tasky.task.ItemRules;
import io.tasky.task.QueueConfig;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the queues by name, and makes them: with their first worker, or, where the configuration says that one is there
 * without, when it is asked for. Thread-safe.
 */
final class QueueRegistry {

    private final Engine engine;

    private final Map<String, QueueStoreFactory> stores;

    private final Map<String, QueueConfig> configs;

    private final Map<String, DefaultTaskQueue> queues = new ConcurrentHashMap<>();

    /** The queues that are being made, each completed with null if that fails. */
    private final Map<String, CompletableFuture<@Nullable DefaultTaskQueue>> making = new ConcurrentHashMap<>();

    /** Held while a worker is added, or a queue goes because it has none. */
    private final Object lock = new Object();

    QueueRegistry(Engine engine, Map<String, QueueStoreFactory> stores, Map<String, QueueConfig> configs) {
        this.engine = engine;
        this.stores = stores;
        this.configs = configs;
    }

    /** Makes a worker, and its queue if it is the first. It works on it from {@link #add} on. */
    QueueLoop create(TaskDefinition worker, TaskPool pool) {
        String name = QueueSettings.of(worker, null).name();
        QueueSettings settings = QueueSettings.of(worker, configs.get(name));
        QueueChecks.check(worker, settings);
        DefaultTaskQueue queue = queues.get(name);
        if (queue == null) {
            queue = add(settings, "Task '" + worker.name() + "' (" + worker.origin() + ")");
        }
        checkAgrees(queue, settings, worker);
        return new QueueLoop(worker, engine, pool, queue, this::find);
    }

    private static void checkAgrees(DefaultTaskQueue queue, QueueSettings settings, TaskDefinition worker) {
        List<String> differences = queue.settings().differences(settings);
        if (differences.isEmpty()) {
            return;
        }
        String others = queue.tasks().isEmpty()
                ? "the configuration"
                : String.join(
                        ", ",
                        queue.tasks().all().stream()
                                .map(loop -> "'" + loop.name() + "' ("
                                        + loop.definition().origin() + ")")
                                .toList());
        throw new TaskConfigurationException(
                "Queue '" + queue.name() + "' is another one for " + others + " than for '" + worker.name() + "' ("
                        + worker.origin() + "): " + String.join(", ", differences) + ".",
                "Say the same of it everywhere, or give one of the tasks a queue of its own.");
    }

    /** Whoever comes second waits for the first one's, as nobody could close a store that is not needed; or tries it then. */
    private DefaultTaskQueue add(QueueSettings settings, String who) {
        CompletableFuture<@Nullable DefaultTaskQueue> mine = new CompletableFuture<>();
        while (true) {
            CompletableFuture<@Nullable DefaultTaskQueue> other = making.putIfAbsent(settings.name(), mine);
            if (other == null) {
                return make(settings, who, mine);
            }
            DefaultTaskQueue made = other.join();
            if (made != null) {
                return made;
            }
        }
    }

    private DefaultTaskQueue make(
            QueueSettings settings, String who, CompletableFuture<@Nullable DefaultTaskQueue> others) {
        DefaultTaskQueue made = null;
        try {
            made = queues.get(settings.name());
            if (made == null) {
                made = new DefaultTaskQueue(settings, store(settings, who), engine);
                queues.put(settings.name(), made);
            }
            return made;
        } finally {
            making.remove(settings.name(), others);
            others.complete(made);
        }
    }

    private QueueStore<Object> store(QueueSettings settings, String who) {
        QueueStoreFactory factory = stores.get(settings.backend());
        if (factory == null) {
            throw new TaskConfigurationException(
                    who + " names the queue backend '" + settings.backend() + "', which nobody brought (there is: "
                            + String.join(", ", new TreeSet<>(stores.keySet())) + ").",
                    "Name another backend, or add a QueueStoreFactory bean of that name.");
        }
        ItemRules rules = settings.rules();
        if (rules.key() != null) {
            return factory.createKeyed(settings.name(), settings.capacity());
        }
        return rules.order() == null
                ? factory.create(settings.name(), settings.capacity())
                : factory.createOrdered(settings.name(), settings.capacity(), rules.order());
    }

    /**
     * Lets a worker work on its queue.
     *
     * @return false if that queue went with another worker meanwhile
     */
    boolean add(QueueLoop worker) {
        DefaultTaskQueue queue = worker.queue();
        synchronized (lock) {
            if (!Objects.equals(queues.get(queue.name()), queue)) {
                return false;
            }
            queue.tasks().add(worker);
        }
        queue.workerCame();
        return true;
    }

    /**
     * Takes a worker off its queue, which goes with its last one unless items are left, or it was there without.
     *
     * @return whether the queue is gone
     */
    boolean remove(QueueLoop worker) {
        DefaultTaskQueue queue = worker.queue();
        queue.tasks().remove(worker);
        if (isStanding(queue.name()) || !(queue.isClosed() || queue.items().sizeIfKnown() == 0)) {
            return false;
        }
        synchronized (lock) {
            return queue.tasks().isEmpty() && queues.remove(queue.name(), queue);
        }
    }

    /** Whether the configuration says that the queue of that name is there without a worker. */
    boolean isStanding(String name) {
        QueueConfig config = configs.get(name);
        return config != null && config.standing();
    }

    /** The queue of that name, or null. */
    @Nullable
    DefaultTaskQueue find(String name) {
        DefaultTaskQueue queue = queues.get(name);
        QueueConfig config = queue == null ? configs.get(name) : null;
        if (config == null || !config.standing()) {
            return queue;
        }
        return add(QueueSettings.of(config), "tasky.queues." + name);
    }

    DefaultTaskQueue queue(String name) {
        DefaultTaskQueue queue = find(name);
        if (queue == null) {
            throw new UnknownNameException("queue", name, new TreeSet<>(queues.keySet()));
        }
        return queue;
    }

    Collection<DefaultTaskQueue> all() {
        configs.values().stream().filter(QueueConfig::standing).forEach(config -> find(config.name()));
        return queues.values();
    }
}
