package io.tasky.benchmarks.delay;

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

/** Submits urgent work while plain work keeps every slot busy. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class DelayBenchmark {

    private static final int WARM_UP_SHARE = 10;

    /** Who runs the work. */
    @Param
    public DelayWay way = DelayWay.FIFO;

    /** What the plain work does. */
    @Param
    public Load load = Load.SLEEP;

    /** How many pieces of plain work there are. */
    @Param("10000")
    public int plainWork;

    private @Nullable DelayPool running;

    /**
     * Starts what runs the work, and lets it do some.
     *
     * @throws InterruptedException never
     */
    @Setup(Level.Trial)
    public void start() throws InterruptedException {
        DelayPool pool = way.start();
        new DelayScenario(pool, load, Math.max(1, plainWork / WARM_UP_SHARE)).run(new DelayFigures());
        running = pool;
    }

    /** Stops it. */
    @TearDown(Level.Trial)
    public void stop() {
        Objects.requireNonNull(running).close();
    }

    /**
     * Measures once.
     *
     * @param figures takes what was found
     * @throws InterruptedException never
     */
    @Benchmark
    public void measure(DelayFigures figures) throws InterruptedException {
        new DelayScenario(Objects.requireNonNull(running), load, plainWork).run(figures);
    }
}
