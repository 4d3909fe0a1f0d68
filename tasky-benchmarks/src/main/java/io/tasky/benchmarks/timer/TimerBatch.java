package io.tasky.benchmarks.timer;

import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/** Does the same to many timers, and measures it. None of them comes due meanwhile. */
final class TimerBatch {

    private static final long SEED = 42;

    private final Timers timers;

    private final int[] inOrder;

    /** The order of resets and cancels: what becomes of one timer says nothing of its neighbours. */
    private final int[] shuffled;

    TimerBatch(Timers timers, int size) {
        this.timers = timers;
        this.inOrder = new int[size];
        this.shuffled = new int[size];
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < size; i++) {
            inOrder[i] = i;
            int other = random.nextInt(i + 1);
            shuffled[i] = shuffled[other];
            shuffled[other] = i;
        }
    }

    /** Makes all pending; nanoseconds for each. */
    double schedule() {
        return measure(inOrder, timers::schedule);
    }

    /** Puts each off once; nanoseconds for each. */
    double reset() {
        return measure(shuffled, timers::reset);
    }

    /** Cancels all; nanoseconds for each. */
    double cancel() {
        return measure(shuffled, timers::cancel);
    }

    private static double measure(int[] order, IntConsumer operation) {
        long start = System.nanoTime();
        for (int timer : order) {
            operation.accept(timer);
        }
        return (double) (System.nanoTime() - start) / order.length;
    }
}
