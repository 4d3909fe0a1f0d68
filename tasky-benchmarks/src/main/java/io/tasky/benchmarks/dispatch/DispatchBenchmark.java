package io.tasky.benchmarks.dispatch;

import io.tasky.benchmarks.probe.Progress;
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
import org.openjdk.jmh.infra.Blackhole;

/** Hands over work that does nothing: from one thread, from two, and one piece at a time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class DispatchBenchmark {

    private static final int ROUND_TRIPS_PER_BATCH = 20;

    /** Who runs the work. */
    @Param
    public DispatchWay way = DispatchWay.EXECUTOR;

    /** How many pieces of work each producer submits. */
    @Param("100000")
    public int batch;

    private final Progress progress = new Progress();

    private @Nullable Dispatcher running;

    /** Starts what runs the work. */
    @Setup(Level.Trial)
    public void start() {
        running = way.start(progress);
    }

    /** Stops it. */
    @TearDown(Level.Trial)
    public void stop() {
        dispatcher().close();
    }

    /**
     * Measures once.
     *
     * @param figures takes what was found
     * @param blackhole takes the handles
     * @throws InterruptedException never
     */
    @Benchmark
    public void measure(DispatchFigures figures, Blackhole blackhole) throws InterruptedException {
        Batch work = new Batch(dispatcher(), progress, blackhole, batch);
        AllocatedBytes allocated = new AllocatedBytes();
        figures.oneProducer = work.run(1);
        figures.bytes = (double) allocated.sinceCreation() / work.size();
        figures.twoProducers = work.run(2);
        figures.roundTrip = roundTrip(dispatcher(), Math.max(1, batch / ROUND_TRIPS_PER_BATCH));
    }

    private Dispatcher dispatcher() {
        return Objects.requireNonNull(running);
    }

    private double roundTrip(Dispatcher dispatcher, int times) {
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            long target = progress.marks() + 1;
            dispatcher.marker();
            progress.await(target);
        }
        return (double) (System.nanoTime() - start) / TimeUnit.MICROSECONDS.toNanos(times);
    }
}
