package io.tasky.benchmarks.delay;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** One executor of 8; whether urgent work goes first is the business of its queue. */
final class ExecutorPool implements DelayPool {

    private static final int PLAIN = 0;

    private static final int URGENT = 1;

    private final AtomicLong sequence = new AtomicLong();

    private final ThreadPoolExecutor executor;

    ExecutorPool(BlockingQueue<Runnable> queue) {
        executor = create(8, queue);
    }

    static ThreadPoolExecutor create(int threads, BlockingQueue<Runnable> queue) {
        return new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, queue);
    }

    @Override
    public void plain(Runnable work) {
        executor.execute(new Ranked(PLAIN, sequence.getAndIncrement(), work));
    }

    @Override
    public void urgent(Runnable work) {
        executor.execute(new Ranked(URGENT, sequence.getAndIncrement(), work));
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private record Ranked(int rank, long sequence, Runnable work) implements Runnable, Comparable<Ranked> {

        @Override
        public void run() {
            work.run();
        }

        @Override
        public int compareTo(Ranked other) {
            return rank != other.rank ? other.rank - rank : Long.compare(sequence, other.sequence);
        }
    }
}
