package io.tasky.supervisor;

import io.tasky.task.RunStatus;
import java.util.List;
import java.util.Map;

/**
 * How a supervisor was at one moment. Immutable.
 *
 * @param state where it stood
 * @param tasks how many tasks it had
 * @param failed the tasks whose failure makes the application's health DOWN, and which have failed or timed out and not
 *     succeeded since; each with that outcome
 * @param waiting what has waited too long for a slot, in words: at most ten entries, and one that counts the others
 * @param stuck the runs whose code has gone on for too long, or goes on after their outcome, in words; as many
 * @param full the lines of pools and the queues that take nothing more, in words; as many
 */
public record SupervisorHealth(
        SupervisorState state,
        int tasks,
        Map<String, RunStatus> failed,
        List<String> waiting,
        List<String> stuck,
        List<String> full) {

    /** Copies the map and the lists. */
    public SupervisorHealth {
        failed = Map.copyOf(failed);
        waiting = List.copyOf(waiting);
        stuck = List.copyOf(stuck);
        full = List.copyOf(full);
    }

    /**
     * Whether the supervisor takes work and no task that matters has failed. What waits, is stuck or full does not count: it
     * may be what the application is there for, and a new process would not change it.
     *
     * @return false if the application's health is DOWN
     */
    public boolean isUp() {
        return state.takesWork() && failed.isEmpty();
    }
}
