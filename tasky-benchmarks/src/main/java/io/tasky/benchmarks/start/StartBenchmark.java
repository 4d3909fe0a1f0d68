package io.tasky.benchmarks.start;

import io.tasky.benchmarks.probe.ResidentMemory;
import io.tasky.benchmarks.probe.UsedHeap;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts a web application once, in a virtual machine that has done nothing else. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class StartBenchmark {

    private static final double MEGABYTE = 1024 * 1024;

    /** Which application. */
    @Param
    public StartWay way = StartWay.WITHOUT;

    /**
     * Measures once.
     *
     * @param figures takes what was found
     */
    @Benchmark
    public void measure(StartFigures figures) {
        long start = System.nanoTime();
        try (ConfigurableApplicationContext context = way.start()) {
            figures.start = (System.nanoTime() - start) / 1e6;
            figures.objects = UsedHeap.bytes() / MEGABYTE;
            figures.resident = ResidentMemory.bytes() / MEGABYTE;
            figures.threads = ManagementFactory.getThreadMXBean().getThreadCount();
            if (!context.isActive()) {
                throw new IllegalStateException("The application has ended by itself.");
            }
        }
    }
}
