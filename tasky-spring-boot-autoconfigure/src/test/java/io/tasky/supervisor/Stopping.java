package io.tasky.supervisor;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A stop on a thread of its own, step by step: the time moves only while it waits. */
final class Stopping {

    private final Rig rig;

    private final CompletableFuture<StopReport> report = new CompletableFuture<>();

    private final Thread thread;

    Stopping(Rig rig) {
        this.rig = rig;
        this.thread = new Thread(this::stop, "stopping");
        thread.start();
        awaitWaiting();
    }

    private void stop() {
        try {
            report.complete(rig.supervisor.stop());
        } catch (Throwable ex) {
            report.completeExceptionally(ex);
        }
    }

    /** Returns when the stop has looked at what there is to do, and waits. */
    private void awaitWaiting() {
        rig.until(() -> report.isDone() || thread.getState() == Thread.State.WAITING);
    }

    Stopping advance(Duration step) {
        awaitWaiting();
        rig.advance(step);
        return this;
    }

    StopReport report() {
        rig.until(report::isDone);
        return report.join();
    }
}
