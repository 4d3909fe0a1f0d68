package io.tasky.benchmarks.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory the process holds. */
public final class ResidentMemory {

    private static final Path STATUS = Path.of("/proc/self/status");

    private static final String LINE = "VmRSS:";

    private ResidentMemory() {}

    /**
     * What the system says; where it does not, what the virtual machine has asked it for.
     *
     * @return bytes
     */
    public static long bytes() {
        try {
            return Files.exists(STATUS) ? resident() : committed();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static long resident() throws IOException {
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith(LINE))
                .map(line -> line.substring(LINE.length()).replace("kB", "").strip())
                .mapToLong(kilobytes -> Long.parseLong(kilobytes) * 1024)
                .findFirst()
                .orElseGet(ResidentMemory::committed);
    }

    private static long committed() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        return memory.getHeapMemoryUsage().getCommitted()
                + memory.getNonHeapMemoryUsage().getCommitted();
    }
}
