package io.tasky.benchmarks.periodic;

import io.tasky.benchmarks.application.Applications;
import io.tasky.benchmarks.application.ScheduledApplication;
import io.tasky.benchmarks.probe.TickWindow;
import java.util.List;

/** Spring's {@code @Scheduled}. */
final class ScheduledTicker {

    private ScheduledTicker() {}

    static AutoCloseable start(TickWindow window) {
        return Applications.start(ScheduledApplication.class, List.of(window), "tasky.enabled=false");
    }
}
