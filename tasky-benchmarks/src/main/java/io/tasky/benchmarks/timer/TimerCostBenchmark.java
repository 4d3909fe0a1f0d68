package io.tasky.benchmarks.timer;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Schedules many timers, puts each of them off twice, and cancels them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class TimerCostBenchmark {

    /** Longer than any measurement, as the time-outs of sessions or connections. */
    private static final Duration DELAY = Duration.ofMinutes(30);

    private static final int WARM_UP_TIMERS = 50_000;

    private static final int WARM_UP_BATCHES = 4;

    private static final int RESETS = 2;

    /** Who has the timers. */
    @Param
    public TimerWay way = TimerWay.EXECUTOR;

    /** How many timers are pending at once. */
    @Param("100000")
    public int pending;

    /** How often it is done. */
    @Param("3")
    public int batches;

    /** Does the same with fewer timers. */
    @Setup(Level.Trial)
    public void warmUp() {
        warmUp(way, pending);
    }

    static void warmUp(TimerWay way, int pending) {
        int fewer = Math.min(WARM_UP_TIMERS, pending);
        run(way, fewer, WARM_UP_BATCHES, new TimerCostFigures());
    }

    /**
     * Measures once.
     *
     * @param figures takes what was found
     */
    @Benchmark
    public void measure(TimerCostFigures figures) {
        run(way, pending, batches, figures);
    }

    static Delays delays(int pending) {
        return Delays.varied(pending, DELAY);
    }

    private static void run(TimerWay way, int pending, int batches, TimerCostFigures figures) {
        try (TimerHost host = way.start()) {
            TimerBatch batch = new TimerBatch(host.timers(new Shots(pending), delays(pending)), pending);
            double[] schedule = new double[batches];
            double[] reset = new double[batches];
            double[] cancel = new double[batches];
            for (int i = 0; i < batches; i++) {
                schedule[i] = batch.schedule();
                reset[i] = mean(batch::reset);
                cancel[i] = batch.cancel();
            }
            figures.schedule = middle(schedule);
            figures.reset = middle(reset);
            figures.cancel = middle(cancel);
        }
    }

    private static double mean(DoubleSupplier measurement) {
        double sum = 0;
        for (int i = 0; i < RESETS; i++) {
            sum += measurement.getAsDouble();
        }
        return sum / RESETS;
    }

    private static double middle(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
