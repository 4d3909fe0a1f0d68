package io.tasky.benchmarks.periodic;

import io.tasky.benchmarks.probe.CpuTime;
import io.tasky.benchmarks.probe.TickWindow;
import io.tasky.benchmarks.probe.Ticks;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Runs many periodic tasks, evenly staggered, that do nothing but tell when they start. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PeriodicBenchmark {

    /** Who runs them. */
    @Param
    public PeriodicWay way = PeriodicWay.EXECUTOR;

    /** How many there are. */
    @Param("10000")
    public int tasks;

    /** The period of each, in milliseconds. */
    @Param("1000")
    public int periodMillis;

    /** For how many periods they run before it is measured; the first starts come after one. */
    @Param("4")
    public int warmUpPeriods;

    /** For how many periods it is measured. */
    @Param("6")
    public int periods;

    private @Nullable TickWindow window;

    private @Nullable AutoCloseable running;

    /**
     * Starts the tasks, and lets them run for a while.
     *
     * @throws InterruptedException never
     */
    @Setup(Level.Trial)
    public void start() throws InterruptedException {
        window = new TickWindow(tasks, Duration.ofMillis(periodMillis), periods);
        running = way.start(window);
        sleep(warmUpPeriods);
    }

    /**
     * Stops them.
     *
     * @throws Exception if that failed
     */
    @TearDown(Level.Trial)
    public void stop() throws Exception {
        Objects.requireNonNull(running).close();
    }

    /**
     * Measures once.
     *
     * @param figures takes what was found
     * @throws InterruptedException never
     */
    @Benchmark
    public void measure(PeriodicFigures figures) throws InterruptedException {
        TickWindow measured = Objects.requireNonNull(window);
        CpuTime cpu = new CpuTime();
        measured.open();
        sleep(periods);
        measured.close();
        figures.cpu = cpu.percentSinceCreation();
        TickStatistics statistics =
                new TickStatistics(measured.tasks().stream().map(Ticks::starts).toList(), measured.period(), periods);
        long[] jitter = statistics.jitter();
        figures.p50 = TickStatistics.share(jitter, 0.5);
        figures.p99 = TickStatistics.share(jitter, 0.99);
        figures.max = TickStatistics.share(jitter, 1);
        figures.samples = jitter.length;
        figures.runs = statistics.runs();
        figures.drift = statistics.drift();
    }

    private void sleep(int howManyPeriods) throws InterruptedException {
        Thread.sleep((long) howManyPeriods * periodMillis);
    }
}
