package io.tasky.benchmarks.periodic;

import io.tasky.benchmarks.probe.TickWindow;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The JDK's executor. */
final class ExecutorTicker {

    private ExecutorTicker() {}

    static AutoCloseable start(TickWindow window) {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
        Stagger stagger = new Stagger(window);
        for (int i = 0; i < window.tasks().size(); i++) {
            ScheduledFuture<?> unused = executor.scheduleAtFixedRate(
                    window.tasks().get(i)::tick,
                    stagger.initialDelay(i).toNanos(),
                    window.period().toNanos(),
                    TimeUnit.NANOSECONDS);
        }
        return executor::shutdownNow;
    }
}
