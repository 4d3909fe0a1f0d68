package io.tasky.supervisor;

import io.tasky.task.TaskAttribute;

/** The tasks that run when a supervisor is closed. Without state, so thread-safe. */
final class ShutdownTasks {

    private ShutdownTasks() {}

    /** Runs them, and gives up those that have not ended after so many nanoseconds. */
    static void run(Engine engine, TaskRegistry registry, long nanos) {
        TaskPhase phase = TaskPhase.of(
                "Shutdown tasks", registry, TaskAttribute.ON_SHUTDOWN, (task, run) -> task.readmit(run, run));
        long deadline = engine.time().nanoTime() + nanos;
        phase.begin();
        try {
            engine.endWatch().await(phase::isEnded, deadline);
        } catch (InterruptedException ex) {
            // Whoever closes has no more time.
            Thread.currentThread().interrupt();
        }
        phase.giveUp();
    }
}
