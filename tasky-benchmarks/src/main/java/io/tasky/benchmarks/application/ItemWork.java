package io.tasky.benchmarks.application;

import io.tasky.annotation.QueueWorker;
import io.tasky.benchmarks.probe.Spin;
import io.tasky.task.TaskPriority;
import java.time.Duration;

/** Works items off. */
public class ItemWork {

    private static final Duration ITEM = Duration.ofMillis(2);

    /**
     * Uses a processor for a while.
     *
     * @param item any number
     */
    @QueueWorker(
            queue = QueueApplication.QUEUE,
            priority = TaskPriority.LOW,
            workers = "${" + QueueApplication.WORKERS + "}",
            capacity = "100000")
    public void handle(Long item) {
        Spin.spin(ITEM);
    }
}
