package io.tasky.spring;

import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import io.tasky.task.TaskState;
import java.util.Comparator;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Submits, once, the background tasks that run when the application is ready: the highest priority first. Thread-safe.
 */
final class StartupTasks {

    private static final Logger logger = LoggerFactory.getLogger(StartupTasks.class);

    private final TaskRegistrar registrar;

    private final TaskSupervisor supervisor;

    private final AtomicBoolean submitted = new AtomicBoolean();

    StartupTasks(TaskRegistrar registrar, TaskSupervisor supervisor) {
        this.registrar = registrar;
        this.supervisor = supervisor;
    }

    void submit() {
        if (submitted.compareAndSet(false, true)) {
            registrar.tasks().stream()
                    .filter(StartupTasks::runsOnStartup)
                    .sorted(Comparator.comparing(StartupTasks::priority).reversed())
                    .forEach(this::submit);
        }
    }

    private void submit(DiscoveredTask task) {
        if (supervisor.task(task.name()).snapshot().state() == TaskState.DISABLED) {
            return;
        }
        try {
            TaskRun<?> run = supervisor.call(task.name(), null);
            logger.debug("Task '{}' was submitted on start-up as run {}.", task.name(), run.id());
        } catch (RejectedExecutionException ex) {
            logger.warn("Task '{}' could not be submitted on start-up.", task.name(), ex);
        }
    }

    private static boolean runsOnStartup(DiscoveredTask task) {
        return task.definition().kind() == TaskKind.BACKGROUND
                && task.definition().get(TaskAttribute.ON_STARTUP, false);
    }

    private static TaskPriority priority(DiscoveredTask task) {
        return task.definition().get(TaskAttribute.PRIORITY, TaskPriority.NORMAL);
    }
}
