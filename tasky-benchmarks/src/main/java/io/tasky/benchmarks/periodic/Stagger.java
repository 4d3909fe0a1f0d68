package io.tasky.benchmarks.periodic;

import io.tasky.benchmarks.probe.TickWindow;
import java.time.Duration;

/** Spreads the tasks over a period although registering them takes time. Not thread-safe. */
final class Stagger {

    private final TickWindow window;

    private final long startNanos = System.nanoTime();

    Stagger(TickWindow window) {
        this.window = window;
    }

    /** How long from now a task is to start for the first time: one period late, so that all are registered by then. */
    Duration initialDelay(int task) {
        Duration since = Duration.ofNanos(System.nanoTime() - startNanos);
        Duration left = window.period().plus(window.stagger(task)).minus(since);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
