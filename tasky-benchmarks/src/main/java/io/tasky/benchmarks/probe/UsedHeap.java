package io.tasky.benchmarks.probe;

import java.lang.management.ManagementFactory;

/** How much memory is in use. */
public final class UsedHeap {

    private static final int COLLECTIONS = 2;

    private UsedHeap() {}

    /**
     * What is in use once everything that nobody refers to is gone.
     *
     * @return bytes
     */
    public static long bytes() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
