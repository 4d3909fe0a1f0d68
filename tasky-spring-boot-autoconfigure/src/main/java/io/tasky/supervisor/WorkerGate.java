package io.tasky.supervisor;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The gate of a task as the workers of its queue see it: they ask before they take an item, so that none is taken that may
 * not be handled now. Thread-safe.
 */
final class WorkerGate {

    private final TaskGate gate;

    /** Its monitor is the lock. */
    private final GateLine line;

    WorkerGate(TaskGate gate, GateLine line) {
        this.gate = gate;
        this.line = line;
    }

    /** Whether a worker has a way in; if not, the task is told by {@link SwitchedTask#afterOpening()} when it has. */
    boolean isFree() {
        if (line.isWideOpen()) {
            return true;
        }
        synchronized (line) {
            return line.isFreeForWorker();
        }
    }

    /** Makes a run if one may start now; null if none may, or there is nothing to do. */
    @Nullable
    DefaultTaskRun<?> make(Supplier<@Nullable DefaultTaskRun<?>> source) {
        TaskLimits limits = line.limits();
        synchronized (line) {
            if (!line.isFreeForWorker()) {
                return null;
            }
            if (limits != null) {
                limits.ticket();
            }
        }
        DefaultTaskRun<?> run = null;
        try {
            run = source.get();
        } finally {
            if (limits != null) {
                endTicket(limits, run);
            }
        }
        return run;
    }

    private void endTicket(TaskLimits limits, @Nullable DefaultTaskRun<?> run) {
        synchronized (line) {
            limits.endTicket(run);
        }
        if (run == null) {
            gate.letIn();
        }
    }
}
