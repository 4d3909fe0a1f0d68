package io.tasky.benchmarks.item;

import io.tasky.benchmarks.probe.ItemSink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Puts many items into a queue from one or more threads, and measures from the first put until the last was handled. */
final class Flow {

    private final ItemQueue queue;

    private final ItemSink sink;

    private final int producers;

    /** How many items each producer puts. */
    private final int each;

    Flow(ItemQueue queue, ItemSink sink, int producers, int items) {
        this.queue = queue;
        this.sink = sink;
        this.producers = producers;
        this.each = Math.max(1, items / producers);
    }

    /** How many items each run puts. */
    int items() {
        return each * producers;
    }

    /** Million items a second. */
    double run() throws InterruptedException {
        long target = sink.handled() + items();
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < producers; i++) {
            Thread thread = new Thread(() -> produce(go), "producer-" + i);
            thread.start();
            threads.add(thread);
        }
        long start = System.nanoTime();
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        sink.await(target);
        return (double) items() * TimeUnit.MICROSECONDS.toNanos(1) / (System.nanoTime() - start);
    }

    private void produce(CountDownLatch go) {
        try {
            go.await();
            for (int i = 0; i < each; i++) {
                queue.put(1);
            }
        } catch (InterruptedException ex) {
            throw new IllegalStateException("Nobody interrupts a producer.", ex);
        }
    }
}
