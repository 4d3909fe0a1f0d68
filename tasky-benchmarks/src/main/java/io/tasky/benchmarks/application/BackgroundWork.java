package io.tasky.benchmarks.application;

import io.tasky.annotation.BackgroundTask;
import io.tasky.benchmarks.probe.Progress;

/** Methods that Tasky runs in the background. */
public class BackgroundWork {

    private final Progress progress;

    BackgroundWork(Progress progress) {
        this.progress = progress;
    }

    /** Does nothing. */
    @BackgroundTask
    public void noop() {}

    /** Tells that it runs. */
    @BackgroundTask
    public void marker() {
        progress.mark();
    }
}
