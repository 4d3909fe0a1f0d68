package io.tasky.autoconfigure;

import io.tasky.spi.QueueStoreFactory;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at what queues say of one another, once all are known. Without state, so thread-safe. */
final class QueueStartCheck {

    private QueueStartCheck() {}

    /**
     * Refuses dead letter queues that nobody declared.
     *
     * @throws TaskConfigurationException if there is one
     */
    static void check(TaskSupervisor supervisor, List<TaskDefinition> declared) {
        Set<String> queues =
                supervisor.queues().stream().map(QueueSnapshot::name).collect(Collectors.toCollection(TreeSet::new));
        for (TaskDefinition task : declared) {
            String target = task.attributes().get(TaskAttribute.DEAD_LETTER);
            if (target != null && !queues.contains(target)) {
                throw new TaskConfigurationException(
                        "Task '" + task.name() + "' (" + task.origin() + ") names the dead letter queue '" + target
                                + "', which nobody declared (there is: " + String.join(", ", queues) + ").",
                        "Give it a worker, declare it under tasky.queues." + target + " with its type, or name another"
                                + " queue.");
            }
        }
    }

    /** Queues in memory without a worker: what is put there stays there. */
    static List<String> warnings(TaskSupervisor supervisor, TaskyProperties properties) {
        List<String> warnings = new ArrayList<>();
        for (QueueSnapshot queue : supervisor.queues()) {
            if (queue.workers() == 0 && isInMemory(properties.queues().get(queue.name()))) {
                warnings.add("Queue '" + queue.name() + "' has no worker in this application: what is put there waits"
                        + " until one is registered, or code drains it.");
            }
        }
        return warnings;
    }

    private static boolean isInMemory(TaskyProperties.@Nullable Queue queue) {
        return queue == null || queue.backend() == null || queue.backend().equals(QueueStoreFactory.MEMORY);
    }
}
