package io.tasky.autoconfigure;

import io.tasky.pool.PoolConfig;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Finds pools with fewer slots than there are workers for them. Without state, so thread-safe. */
final class PoolWarnings {

    /** Of many tasks, those with the most workers say enough. */
    private static final int NAMED = 5;

    private PoolWarnings() {}

    static List<String> of(TaskSupervisor supervisor) {
        List<TaskSnapshot> workers =
                supervisor.tasks().stream().filter(task -> task.queue() != null).toList();
        List<String> warnings = new ArrayList<>();
        supervisor.pools().forEach(pool -> warn(pool.config(), workers, warnings));
        return warnings;
    }

    private static void warn(PoolConfig config, List<TaskSnapshot> workers, List<String> warnings) {
        List<TaskSnapshot> own = workers.stream()
                .filter(task ->
                        task.pool().equals(config.name()) && task.priority().usesSlots())
                .toList();
        int wanted = own.stream().mapToInt(PoolWarnings::workers).sum();
        int slots = config.limit(own.stream()
                .map(TaskSnapshot::priority)
                .max(TaskPriority::compareTo)
                .orElse(TaskPriority.LOW));
        if (wanted > slots) {
            warnings.add("Pool '" + config.name() + "' has " + slots + " slots for " + wanted + " workers ("
                    + named(own) + "): they cannot all work at the same time. Raise tasky.pools." + config.name()
                    + ".size, or lower the workers.");
        }
    }

    private static String named(List<TaskSnapshot> tasks) {
        String named = tasks.stream()
                .sorted(Comparator.comparingInt(PoolWarnings::workers).reversed())
                .limit(NAMED)
                .map(task -> task.name() + " " + workers(task))
                .collect(Collectors.joining(", "));
        return tasks.size() > NAMED ? named + " and " + (tasks.size() - NAMED) + " more" : named;
    }

    private static int workers(TaskSnapshot task) {
        QueueSnapshot queue = task.queue();
        return queue == null ? 0 : queue.workers();
    }
}
