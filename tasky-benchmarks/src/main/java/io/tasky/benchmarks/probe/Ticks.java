package io.tasky.benchmarks.probe;

import java.util.Arrays;

/**
 * Takes when the runs of one periodic task start, while its window is open. Runs of one task come one after another, on any
 * threads.
 */
public final class Ticks {

    private final TickWindow window;

    private final long[] starts;

    private volatile int count;

    Ticks(TickWindow window, int capacity) {
        this.window = window;
        this.starts = new long[capacity];
    }

    /** The task's work: a run starts. */
    public void tick() {
        int next = count;
        if (window.isOpen() && next < starts.length) {
            starts[next] = System.nanoTime();
            count = next + 1;
        }
    }

    /**
     * The starts that were taken.
     *
     * @return moments in nanoseconds, in order
     */
    public long[] starts() {
        return Arrays.copyOf(starts, count);
    }
}
