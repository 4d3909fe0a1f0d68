package io.tasky.benchmarks.application;

import io.tasky.benchmarks.probe.Progress;
import org.springframework.scheduling.annotation.Async;

/** Methods that Spring runs on its executor. */
public class AsyncWork {

    private final Progress progress;

    AsyncWork(Progress progress) {
        this.progress = progress;
    }

    /** Does nothing. */
    @Async
    public void noop() {}

    /** Tells that it runs. */
    @Async
    public void marker() {
        progress.mark();
    }
}
