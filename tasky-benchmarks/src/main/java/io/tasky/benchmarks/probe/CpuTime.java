package io.tasky.benchmarks.probe;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How much processor time this process has used since it was created. Immutable. */
public final class CpuTime {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final long startNanos = System.nanoTime();

    private final long startCpuNanos = SYSTEM.getProcessCpuTime();

    /**
     * The time of all its threads, the compiler's and the collector's too.
     *
     * @return percent of one processor
     */
    public double percentSinceCreation() {
        double used = SYSTEM.getProcessCpuTime() - startCpuNanos;
        return 100 * used / Math.max(1, System.nanoTime() - startNanos);
    }
}
