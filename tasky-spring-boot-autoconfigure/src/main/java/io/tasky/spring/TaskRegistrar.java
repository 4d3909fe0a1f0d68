package io.tasky.spring;

import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the tasks that were found, and hands them to the supervisor: the early ones as soon as it is there, the
 * late ones at once. Thread-safe.
 */
final class TaskRegistrar implements DeclaredTasks {

    private final TimerEvents timerEvents;

    private final Object lock = new Object();

    /** Guarded by the lock. */
    private final Map<String, DeclaredTask> tasks = new LinkedHashMap<>();

    private final Map<String, List<DiscoveredTask>> byBean = new ConcurrentHashMap<>();

    /** Guarded by the lock. */
    private @Nullable TaskSupervisor supervisor;

    TaskRegistrar(TimerEvents timerEvents) {
        this.timerEvents = timerEvents;
    }

    /**
     * Adds a task.
     *
     * @param task the task
     * @throws TaskConfigurationException if its name is taken, or it cannot work
     */
    void add(DeclaredTask task) {
        TaskSupervisor receiver;
        synchronized (lock) {
            DeclaredTask other = tasks.putIfAbsent(task.name(), task);
            if (other != null) {
                throw duplicate(task, other);
            }
            if (task instanceof DiscoveredTask discovered) {
                byBean.computeIfAbsent(discovered.beanName(), bean -> new CopyOnWriteArrayList<>())
                        .add(discovered);
            }
            receiver = supervisor;
        }
        if (receiver != null) {
            receiver.register(task.definition());
        }
        if (task instanceof DiscoveredTask discovered) {
            timerEvents.listen(discovered);
        }
    }

    /**
     * Hands over what was found so far.
     *
     * @param created the supervisor
     */
    void handOver(TaskSupervisor created) {
        List<DeclaredTask> waiting;
        synchronized (lock) {
            supervisor = created;
            waiting = new ArrayList<>(tasks.values());
        }
        waiting.forEach(task -> created.register(task.definition()));
    }

    /** Those that are methods of beans. */
    List<DiscoveredTask> tasks() {
        synchronized (lock) {
            return tasks.values().stream()
                    .filter(DiscoveredTask.class::isInstance)
                    .map(DiscoveredTask.class::cast)
                    .toList();
        }
    }

    @Override
    public List<TaskDefinition> definitions() {
        synchronized (lock) {
            return tasks.values().stream().map(DeclaredTask::definition).toList();
        }
    }

    List<DiscoveredTask> tasksOf(String beanName) {
        return byBean.getOrDefault(beanName, List.of());
    }

    private static TaskConfigurationException duplicate(DeclaredTask task, DeclaredTask other) {
        return new TaskConfigurationException(
                "Two tasks are named '" + task.name() + "': " + other.place() + " and " + task.place() + ".",
                "Give one of them another name" + (task instanceof DiscoveredTask ? " in its annotation." : "."));
    }
}
