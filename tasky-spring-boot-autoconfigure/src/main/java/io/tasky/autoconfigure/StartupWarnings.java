package io.tasky.autoconfigure;

import io.tasky.pool.PoolConfig;
import io.tasky.pool.TaskPool;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Finds settings that work, but will bite. Without state, so thread-safe. */
final class StartupWarnings {

    private static final String PHASE_TIMEOUT = "spring.lifecycle.timeout-per-shutdown-phase";

    private static final Duration DEFAULT_PHASE_TIMEOUT = Duration.ofSeconds(30);

    private StartupWarnings() {}

    /** One sentence or two for each. */
    static List<String> of(
            TaskSupervisor supervisor,
            List<TaskDefinition> declared,
            TaskyProperties properties,
            Environment environment) {
        List<String> warnings = new ArrayList<>();
        Duration phase =
                Binder.get(environment).bind(PHASE_TIMEOUT, Duration.class).orElse(DEFAULT_PHASE_TIMEOUT);
        Duration await = properties.shutdown().await();
        if (await.compareTo(phase) > 0) {
            warnings.add("tasky.shutdown.await (" + seconds(await) + ") is longer than " + PHASE_TIMEOUT + " ("
                    + seconds(phase)
                    + "), after which Spring goes on without waiting. Raise the latter, or lower await.");
        }
        declared.forEach(task -> warnOfLongTimeout(task, await, warnings));
        List<TaskSnapshot> workers =
                supervisor.tasks().stream().filter(task -> task.queue() != null).toList();
        supervisor.queues().forEach(queue -> warnOfQueue(queue, warnings));
        supervisor.pools().forEach(pool -> warnOfSmallPool(pool, workers, warnings));
        return warnings;
    }

    private static void warnOfLongTimeout(TaskDefinition task, Duration await, List<String> warnings) {
        Duration timeout = task.get(TaskAttribute.TIMEOUT, Duration.ZERO);
        if (timeout.compareTo(await) > 0) {
            warnings.add("Task '" + task.name() + "' may run for " + seconds(timeout)
                    + " (timeout), longer than tasky.shutdown.await (" + seconds(await)
                    + "): a stop will not wait for it. Raise the latter, or lower the timeout.");
        }
    }

    private static void warnOfQueue(QueueSnapshot queue, List<String> warnings) {
        if (queue.capacity() < 0) {
            warnings.add("Queue '" + queue.name() + "' is unbounded (capacity -1): if items come faster than they are"
                    + " handled, it grows until memory runs out.");
        }
    }

    private static void warnOfSmallPool(TaskPool pool, List<TaskSnapshot> workers, List<String> warnings) {
        PoolConfig config = pool.config();
        List<TaskSnapshot> own = workers.stream()
                .filter(task ->
                        task.pool().equals(config.name()) && task.priority().usesSlots())
                .toList();
        int wanted = own.stream().mapToInt(StartupWarnings::workers).sum();
        int slots = config.limit(own.stream()
                .map(TaskSnapshot::priority)
                .max(TaskPriority::compareTo)
                .orElse(TaskPriority.LOW));
        if (wanted > slots) {
            warnings.add("Pool '" + config.name() + "' has " + slots + " slots for " + wanted + " workers ("
                    + own.stream()
                            .map(task -> task.name() + " " + workers(task))
                            .collect(Collectors.joining(", "))
                    + "): they cannot all work at the same time. Raise tasky.pools." + config.name()
                    + ".size, or lower the workers.");
        }
    }

    private static int workers(TaskSnapshot task) {
        QueueSnapshot queue = task.queue();
        return queue == null ? 0 : queue.workers();
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
