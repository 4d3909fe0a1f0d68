package io.tasky.benchmarks.item;

import io.tasky.benchmarks.probe.ItemSink;
import java.util.Arrays;
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

/** Lets many items through a bounded queue, with five pairs of workers and producers. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ItemBenchmark {

    /** Who hands them over. */
    @Param
    public ItemWay way = ItemWay.BLOCKING_QUEUE;

    /** How many items make up a batch. */
    @Param("300000")
    public int items;

    /** How many batches come before those that count, for each pair. */
    @Param("1")
    public int warmUps;

    /** How many batches count, for each pair. */
    @Param("3")
    public int batches;

    /**
     * Lets some through.
     *
     * @throws InterruptedException never
     */
    @Setup(Level.Trial)
    public void warmUp() throws InterruptedException {
        cell(2, 2, new ItemFigures());
    }

    /**
     * Measures once.
     *
     * @param figures takes what was found
     * @throws InterruptedException never
     */
    @Benchmark
    public void measure(ItemFigures figures) throws InterruptedException {
        figures.w1p1 = cell(1, 1, figures);
        figures.w2p1 = cell(2, 1, figures);
        figures.w4p1 = cell(4, 1, figures);
        figures.w2p2 = cell(2, 2, figures);
        figures.w4p2 = cell(4, 2, figures);
    }

    private double cell(int workers, int producers, ItemFigures figures) throws InterruptedException {
        ItemSink sink = new ItemSink();
        double[] rates = new double[batches];
        long put = 0;
        try (ItemQueue queue = way.start(workers, sink)) {
            Flow flow = new Flow(queue, sink, producers, items);
            for (int i = -warmUps; i < batches; i++) {
                double rate = flow.run();
                put += flow.items();
                if (i >= 0) {
                    rates[i] = rate;
                }
            }
        }
        // Only now, so that what was handled twice has come, too.
        figures.lost += Math.abs(put - sink.handled());
        Arrays.sort(rates);
        return rates[batches / 2];
    }
}
