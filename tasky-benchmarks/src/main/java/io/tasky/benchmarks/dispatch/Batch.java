package io.tasky.benchmarks.dispatch;

import io.tasky.benchmarks.probe.Progress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.infra.Blackhole;

/** Submits a lot of work from one or more threads, and measures from the first submit to the last piece of work. */
final class Batch {

    /** One piece of work in so many is a marker. */
    private static final int MARKER_EVERY = 256;

    /** How many markers of all producers may be on their way: keeps the backlog, and so the memory, small. */
    private static final int MARKERS_AHEAD = 32;

    private static final long BACKLOG_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    private final Dispatcher dispatcher;

    private final Progress progress;

    private final Blackhole handles;

    /** How many markers each producer submits. */
    private final int markers;

    Batch(Dispatcher dispatcher, Progress progress, Blackhole handles, int size) {
        this.dispatcher = dispatcher;
        this.progress = progress;
        this.handles = handles;
        this.markers = Math.max(1, size / MARKER_EVERY);
    }

    int size() {
        return markers * MARKER_EVERY;
    }

    /** Nanoseconds for each piece of work. */
    double run(int producers) throws InterruptedException {
        long before = progress.marks();
        CountDownLatch ready = new CountDownLatch(producers - 1);
        CountDownLatch go = new CountDownLatch(1);
        for (int i = 1; i < producers; i++) {
            new Thread(() -> produceWhenAsked(ready, go, before, producers), "producer-" + i).start();
        }
        ready.await();
        long start = System.nanoTime();
        go.countDown();
        produce(before, producers);
        progress.await(before + (long) markers * producers);
        return (double) (System.nanoTime() - start) / ((long) size() * producers);
    }

    private void produceWhenAsked(CountDownLatch ready, CountDownLatch go, long before, int producers) {
        ready.countDown();
        try {
            go.await();
        } catch (InterruptedException ex) {
            throw new IllegalStateException("Nobody interrupts a producer.", ex);
        }
        produce(before, producers);
    }

    private void produce(long before, int producers) {
        for (int marker = 0; marker < markers; marker++) {
            while ((long) marker * producers - (progress.marks() - before) > MARKERS_AHEAD) {
                LockSupport.parkNanos(BACKLOG_PAUSE_NANOS);
            }
            for (int i = 1; i < MARKER_EVERY; i++) {
                dispatcher.noop(handles);
            }
            dispatcher.marker();
        }
    }
}
