package io.tasky.benchmarks.probe;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import org.openjdk.jmh.infra.Blackhole;

/** Uses a processor. By the thread's own processor time, so that a thread that is held up has no less to do. */
public final class Spin {

    /** Some microseconds of work between two looks at the clock. */
    private static final long TOKENS = 10_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Spin() {}

    /**
     * Uses a processor.
     *
     * @param time for how long
     */
    public static void spin(Duration time) {
        long end = THREADS.getCurrentThreadCpuTime() + time.toNanos();
        while (THREADS.getCurrentThreadCpuTime() < end) {
            Blackhole.consumeCPU(TOKENS);
        }
    }
}
