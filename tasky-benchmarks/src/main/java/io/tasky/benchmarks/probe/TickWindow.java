package io.tasky.benchmarks.probe;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Many periodic tasks of one period, evenly staggered, and the span of time in which their starts are taken. Thread-safe. */
public final class TickWindow {

    private final Duration period;

    private final List<Ticks> tasks;

    private volatile boolean open;

    /**
     * Creates it, closed.
     *
     * @param tasks how many tasks
     * @param period their period
     * @param periods for how many periods the window is to be open
     */
    public TickWindow(int tasks, Duration period, int periods) {
        this.period = period;
        // Twice as many as there should be, so that a task that runs too often is found out.
        this.tasks = IntStream.range(0, tasks)
                .mapToObj(task -> new Ticks(this, 2 * periods))
                .toList();
    }

    /**
     * The tasks.
     *
     * @return an immutable list
     */
    public List<Ticks> tasks() {
        return tasks;
    }

    /**
     * The period of all.
     *
     * @return a length of time
     */
    public Duration period() {
        return period;
    }

    /**
     * How much later than the first task one starts.
     *
     * @param task its number
     * @return less than the period
     */
    public Duration stagger(int task) {
        return period.multipliedBy(task).dividedBy(tasks.size());
    }

    /** From now on starts are taken. */
    public void open() {
        open = true;
    }

    /** From now on they are not. */
    public void close() {
        open = false;
    }

    boolean isOpen() {
        return open;
    }
}
