package io.tasky.benchmarks.timer;

import java.lang.management.ManagementFactory;

/** How much memory is in use. */
final class UsedHeap {

    private static final int COLLECTIONS = 2;

    private UsedHeap() {}

    /** Bytes, once everything that nobody refers to is gone. */
    static long bytes() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
