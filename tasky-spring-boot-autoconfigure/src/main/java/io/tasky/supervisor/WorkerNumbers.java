package io.tasky.supervisor;

import java.util.List;

/** Says how many workers the tasks of a queue have. Thread-safe; it has no lock of its own. */
final class WorkerNumbers {

    private final String queue;

    private final QueueTasks tasks;

    WorkerNumbers(String queue, QueueTasks tasks) {
        this.queue = queue;
        this.tasks = tasks;
    }

    /**
     * Sets the number of the only task.
     *
     * @throws IllegalStateException if there is none, or it is not the only one
     */
    void set(int count) {
        List<QueueLoop> all = tasks.all();
        if (all.isEmpty()) {
            throw new IllegalStateException(
                    "Queue '" + queue + "' has no task that works on it. Register one, and set the number there.");
        }
        if (all.size() > 1) {
            throw new IllegalStateException("Queue '" + queue + "' has " + all.size() + " tasks that work on it: "
                    + names(all) + ". Say which one is meant.");
        }
        all.get(0).setWorkers(count);
    }

    /**
     * Sets the number of one task.
     *
     * @throws IllegalArgumentException if it does not work on this queue
     */
    void set(String task, int count) {
        List<QueueLoop> all = tasks.all();
        all.stream()
                .filter(loop -> loop.name().equals(task))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "No task '" + task + "' works on queue '" + queue + "' (there is: " + names(all) + ")."))
                .setWorkers(count);
    }

    private static List<String> names(List<QueueLoop> tasks) {
        return tasks.stream().map(QueueLoop::name).sorted().toList();
    }
}
