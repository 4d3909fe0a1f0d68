package io.tasky.supervisor;

import java.util.List;

/**
 * The gate of a task as its source sees it, which found it full: it holds its run back, and is told when there may be room.
 * Thread-safe.
 */
final class SourceGate {

    private final ManagedTask task;

    /** Its monitor is the lock. */
    private final GateLine line;

    SourceGate(ManagedTask task, GateLine line) {
        this.task = task;
        this.line = line;
    }

    /** Calls back, once, when a run may enter or wait at the gate, or nobody may; false if one may already. */
    boolean listen(Runnable source) {
        int most = most();
        synchronized (line) {
            return line.listen(source, most);
        }
    }

    /** Something has changed: calls back whom that concerns. To be called without the lock. */
    void tell() {
        if (line.doSourcesWait()) {
            tell(most());
        }
    }

    /** The source was closed, or opened again: it looks once more at the run that it holds back. */
    void tellAnyway() {
        tell(Integer.MAX_VALUE);
    }

    private void tell(int most) {
        List<Runnable> told;
        synchronized (line) {
            told = line.takeSources(most);
        }
        told.forEach(Runnable::run);
    }

    /** How many runs may wait at the gate. */
    private int most() {
        return task.pool().config().maxWaiting();
    }
}
