package io.tasky.benchmarks.periodic;

import io.tasky.benchmarks.probe.TickWindow;

/** The ways to run periodic tasks that are compared. */
public enum PeriodicWay {

    /** The JDK's {@code ScheduledThreadPoolExecutor}, which runs the work on its one timer thread. */
    EXECUTOR,

    /** Spring's {@code @Scheduled} on Boot's scheduler, as it ships. */
    SCHEDULED,

    /** Tasks that were registered with the supervisor of an application. */
    TASKY;

    /** Starts all tasks of the window. */
    AutoCloseable start(TickWindow window) {
        return switch (this) {
            case EXECUTOR -> ExecutorTicker.start(window);
            case SCHEDULED -> ScheduledTicker.start(window);
            case TASKY -> TaskyTicker.start(window);
        };
    }
}
