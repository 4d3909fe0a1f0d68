package io.tasky.autoconfigure;

import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
        supervisor.queues().forEach(queue -> warnOfQueue(queue, warnings));
        warnings.addAll(PoolWarnings.of(supervisor));
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

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
