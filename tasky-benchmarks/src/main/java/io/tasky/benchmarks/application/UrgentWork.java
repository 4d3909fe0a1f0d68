package io.tasky.benchmarks.application;

import io.tasky.annotation.BackgroundTask;
import io.tasky.benchmarks.probe.StartDelays;
import io.tasky.task.TaskPriority;

/** What must not wait. */
public class UrgentWork {

    /**
     * Notes how long it waited for its start.
     *
     * @param delays takes the note
     * @param submittedNanoTime when it was called
     */
    @BackgroundTask(priority = TaskPriority.HIGH)
    public void started(StartDelays delays, long submittedNanoTime) {
        delays.started(submittedNanoTime);
    }
}
