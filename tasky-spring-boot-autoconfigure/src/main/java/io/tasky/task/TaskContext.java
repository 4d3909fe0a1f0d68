package io.tasky.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the code of a run can know of it: a parameter of any task method, or {@link #current()}. Thread-safe. */
public interface TaskContext {

    /**
     * The context of the run whose code this thread executes.
     *
     * @return the context
     * @throws IllegalStateException if this thread executes no run
     */
    static TaskContext current() {
        TaskContext context = TaskContextHolder.get();
        if (context == null) {
            throw new IllegalStateException(
                    "Thread '" + Thread.currentThread().getName()
                            + "' executes no run of a task. Call TaskContext.current() inside a task's method, on its own thread.");
        }
        return context;
    }

    /**
     * The id of the run.
     *
     * @return the id
     */
    String runId();

    /**
     * The name of the task.
     *
     * @return the name
     */
    String task();

    /**
     * The number of this attempt.
     *
     * @return 1 for the first
     */
    int attempt();

    /**
     * Whether somebody asked this run to stop. Long work asks this now and then, and returns.
     *
     * @return true from the first request on
     */
    boolean isStopRequested();

    /**
     * The moment this run stands for: the tick of a periodic task, the end of a timer's delay.
     *
     * @return the time of day, or null for a run that no clock caused
     */
    @Nullable
    Instant scheduledTime();
}
