package io.tasky.benchmarks.dispatch;

import io.tasky.benchmarks.application.BackgroundApplication;
import io.tasky.benchmarks.application.BackgroundWork;
import io.tasky.benchmarks.probe.Progress;
import org.openjdk.jmh.infra.Blackhole;

/** Calls {@code @BackgroundTask} methods. */
final class BackgroundDispatcher extends SpringDispatcher {

    private final BackgroundWork work;

    BackgroundDispatcher(Progress progress, String... properties) {
        this(BackgroundApplication.class, progress, properties);
    }

    BackgroundDispatcher(Class<?> application, Progress progress, String... properties) {
        super(application, progress, properties);
        work = bean(BackgroundWork.class);
    }

    @Override
    public void noop(Blackhole handles) {
        work.noop();
    }

    @Override
    public void marker() {
        work.marker();
    }
}
