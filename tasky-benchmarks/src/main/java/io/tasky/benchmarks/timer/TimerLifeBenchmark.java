package io.tasky.benchmarks.timer;

import io.tasky.benchmarks.probe.CpuTime;
import io.tasky.benchmarks.probe.UsedHeap;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Keeps many timers pending, weighs them, and lets others fire meanwhile. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class TimerLifeBenchmark {

    private static final int RESETS = 3;

    private static final int WARM_UP_SHARE = 4;

    /** Who has the timers. */
    @Param
    public TimerWay way = TimerWay.EXECUTOR;

    /** How many timers are pending all the time. */
    @Param("1000000")
    public int pending;

    /** How many others fire. */
    @Param("100000")
    public int firing;

    /** How long after it was scheduled or reset each of these fires, in milliseconds. */
    @Param("1000")
    public int delayMillis;

    /** For how long such timers are scheduled, in milliseconds. */
    @Param("2000")
    public int firingMillis;

    /**
     * Does the same with fewer timers.
     *
     * @throws InterruptedException never
     */
    @Setup(Level.Trial)
    public void warmUp() throws InterruptedException {
        TimerCostBenchmark.warmUp(way, pending);
        try (TimerHost host = way.start()) {
            fire(host, WARM_UP_SHARE, new TimerLifeFigures());
        }
    }

    /**
     * Measures once.
     *
     * @param figures takes what was found
     * @throws InterruptedException never
     */
    @Benchmark
    public void measure(TimerLifeFigures figures) throws InterruptedException {
        try (TimerHost host = way.start()) {
            weigh(
                    new TimerBatch(host.timers(new Shots(pending), TimerCostBenchmark.delays(pending)), pending),
                    figures);
            fire(host, 1, figures);
        }
    }

    private void weigh(TimerBatch batch, TimerLifeFigures figures) {
        long before = UsedHeap.bytes();
        batch.schedule();
        double scheduled = UsedHeap.bytes() - before;
        for (int i = 0; i < RESETS; i++) {
            batch.reset();
        }
        double afterResets = UsedHeap.bytes() - before;
        figures.heap = scheduled / pending;
        figures.growth = 100 * (afterResets - scheduled) / Math.max(1, scheduled);
    }

    private void fire(TimerHost host, int share, TimerLifeFigures figures) throws InterruptedException {
        Duration delay = Duration.ofMillis(delayMillis / share);
        Shots shots = new Shots(Math.max(1, firing / share));
        Firing some = new Firing(
                host.timers(shots, Delays.alike(shots.size(), delay)),
                shots,
                delay,
                Duration.ofMillis(firingMillis / share));
        CpuTime cpu = new CpuTime();
        some.run();
        figures.cpu = cpu.percentSinceCreation();
        figures.take(shots.lateness());
    }
}
