package io.tasky.supervisor;

import io.tasky.supervisor.RunsAtGate.Waiting;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Lets those into the pool who wait at the gate of a task and may enter. One thread at a time does so, and sees what others
 * change meanwhile. Thread-safe; nothing foreign is called while the lock is held.
 */
final class GateEntrance {

    private final ManagedTask task;

    /** Its monitor is the lock. */
    private final GateLine line;

    /** Whether a thread lets runs in now. Guarded by the lock. */
    private boolean lettingIn;

    GateEntrance(ManagedTask task, GateLine line) {
        this.task = task;
        this.line = line;
    }

    /** Lets in whoever may enter now, workers of a queue included. */
    void letIn() {
        Waiting next = next(true);
        try {
            while (next != null) {
                letIn(next);
                next = next(false);
            }
        } finally {
            if (next != null) {
                stopLettingIn();
            }
        }
        boolean workersMayGoOn;
        synchronized (line) {
            workersMayGoOn = line.workersMayGoOn();
        }
        if (workersMayGoOn) {
            task.afterOpening();
        }
    }

    private @Nullable Waiting next(boolean begins) {
        synchronized (line) {
            if (begins && lettingIn) {
                return null;
            }
            Waiting next = line.takeFirst();
            lettingIn = next != null;
            line.setAlarm();
            return next;
        }
    }

    /** What the pool ran at once, on this thread, has thrown. */
    private void stopLettingIn() {
        synchronized (line) {
            lettingIn = false;
        }
    }

    private void letIn(Waiting waiting) {
        DefaultTaskRun<?> run = waiting.run();
        run.waitsForSlot();
        try {
            task.pool().readmit(waiting.entry());
        } catch (RejectedExecutionException ex) {
            // The pool was closed meanwhile.
            run.abandon(ex);
            return;
        }
        run.raiseInLine();
    }
}
