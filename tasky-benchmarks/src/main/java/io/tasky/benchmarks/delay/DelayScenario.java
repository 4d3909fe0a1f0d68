package io.tasky.benchmarks.delay;

import io.tasky.benchmarks.probe.StartDelays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Much plain work at once, and urgent work every now and then until the plain work no longer fills the slots. */
final class DelayScenario {

    /** As many as there are slots: while more are left, every slot is taken. */
    private static final int SLOTS = 8;

    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final DelayPool pool;

    private final Load load;

    private final AtomicInteger left;

    private final AtomicLong ended = new AtomicLong();

    private final StartDelays delays;

    DelayScenario(DelayPool pool, Load load, int plainWork) {
        this.pool = pool;
        this.load = load;
        this.left = new AtomicInteger(plainWork);
        this.delays = new StartDelays(1_000_000);
    }

    void run(DelayFigures figures) throws InterruptedException {
        long start = System.nanoTime();
        submitPlainWork();
        int urgent = submitUrgentWork();
        while (left.get() > 0) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        delays.await(urgent);
        figures.take(delays);
        figures.plainTotal = (double) (ended.get() - start) / TimeUnit.MILLISECONDS.toNanos(1);
    }

    private void submitPlainWork() {
        int count = left.get();
        for (int i = 0; i < count; i++) {
            pool.plain(this::work);
        }
    }

    private void work() {
        load.once();
        ended.set(System.nanoTime());
        left.decrementAndGet();
    }

    private int submitUrgentWork() {
        int count = 0;
        while (left.get() > SLOTS) {
            long submitted = System.nanoTime();
            pool.urgent(() -> delays.started(submitted));
            count++;
            // Not on a grid, which might fall into step with the plain work.
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(PERIOD_NANOS / 2, PERIOD_NANOS * 3 / 2));
        }
        return count;
    }
}
