package io.tasky.dashboard;

import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskDefinition;
import java.time.Duration;

/** Tasks by the thousand. Stateless. */
final class ManyTasks {

    private ManyTasks() {}

    static void register(TaskSupervisor supervisor, int tasks) {
        for (int i = 0; i < tasks; i++) {
            supervisor.register(TaskDefinition.periodic("warehouse.job-%04d".formatted(i))
                    .fixedRate(Duration.ofSeconds(1))
                    .initialDelay(Duration.ofMillis(i))
                    .run(() -> {}));
        }
    }
}
