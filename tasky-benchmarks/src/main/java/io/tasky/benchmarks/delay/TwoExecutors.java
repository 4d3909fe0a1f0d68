package io.tasky.benchmarks.delay;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;

/** One executor of 8 for plain work, one of 2 for urgent work. */
final class TwoExecutors implements DelayPool {

    private final ExecutorService plain = ExecutorPool.create(8, new LinkedBlockingQueue<>());

    private final ExecutorService urgent = ExecutorPool.create(2, new LinkedBlockingQueue<>());

    @Override
    public void plain(Runnable work) {
        plain.execute(work);
    }

    @Override
    public void urgent(Runnable work) {
        urgent.execute(work);
    }

    @Override
    public void close() {
        plain.shutdownNow();
        urgent.shutdownNow();
    }
}
