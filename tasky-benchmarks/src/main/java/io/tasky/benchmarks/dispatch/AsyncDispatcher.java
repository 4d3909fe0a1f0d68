package io.tasky.benchmarks.dispatch;

import io.tasky.benchmarks.application.AsyncApplication;
import io.tasky.benchmarks.application.AsyncWork;
import io.tasky.benchmarks.probe.Progress;
import org.openjdk.jmh.infra.Blackhole;

/** Calls Spring's {@code @Async} methods. */
final class AsyncDispatcher extends SpringDispatcher {

    private final AsyncWork work;

    AsyncDispatcher(Progress progress) {
        super(AsyncApplication.class, progress, "tasky.enabled=false");
        work = bean(AsyncWork.class);
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
