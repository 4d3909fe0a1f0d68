package io.tasky.supervisor;

import io.tasky.pool.OnFull;
import io.tasky.pool.PoolFullException;
import java.util.concurrent.RejectedExecutionException;

/**
 * What becomes of a submitted run at the gate of its task. No more wait there than in a line of the pool; a full gate discards
 * as a full line does, and otherwise refuses: nobody could run the work meanwhile. Without state, so thread-safe.
 */
final class FullGate {

    private FullGate() {}

    /**
     * Whether a run may go to its pool; if not, it waits at the gate, or was discarded.
     *
     * @throws PoolFullException if there is no room at the gate
     */
    static boolean lets(BackgroundEntry task, DefaultTaskRun<?> run) {
        TaskGate gate = task.gate();
        return gate == null || lets(task, gate, run);
    }

    private static boolean lets(BackgroundEntry task, TaskGate gate, DefaultTaskRun<?> run) {
        int most = run.isTriggered() ? Integer.MAX_VALUE : task.pool().config().maxWaiting();
        GateAnswer answer = gate.admit(run, run, most);
        while (answer == GateAnswer.FULL) {
            PoolFullException full = GateRefusal.of(task, gate.reason(), most);
            OnFull rule = task.pool().config().onFull();
            DefaultTaskRun<?> oldest = rule == OnFull.DISCARD_OLDEST ? gate.takeOldest() : null;
            if (oldest != null) {
                task.reject(oldest, full);
            } else if (rule == OnFull.DISCARD) {
                task.reject(run, full);
                return false;
            } else {
                throw full;
            }
            answer = gate.admit(run, run, most);
        }
        if (answer == GateAnswer.WAITS && gate.isShut()) {
            checkIsNotTooLate(task, gate, run);
        }
        return answer == GateAnswer.ENTERS;
    }

    /** A stop that began meanwhile has dropped whoever waited at a shut gate before. */
    private static void checkIsNotTooLate(BackgroundEntry task, TaskGate gate, DefaultTaskRun<?> run) {
        try {
            task.engine().intake().checkTakesWork(task, run);
        } catch (RejectedExecutionException ex) {
            if (gate.remove(run)) {
                throw ex;
            }
        }
    }
}
