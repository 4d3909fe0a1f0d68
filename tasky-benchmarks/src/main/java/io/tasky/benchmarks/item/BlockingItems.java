package io.tasky.benchmarks.item;

import io.tasky.benchmarks.probe.ItemSink;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.IntStream;

/** The JDK's bounded queue, and threads that take one item at a time. */
final class BlockingItems implements ItemQueue {

    private final BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(CAPACITY);

    private final List<Thread> workers;

    private final ItemSink sink;

    BlockingItems(int workers, ItemSink sink) {
        this.sink = sink;
        this.workers = IntStream.range(0, workers)
                .mapToObj(i -> new Thread(this::work, "worker-" + i))
                .toList();
        this.workers.forEach(Thread::start);
    }

    private void work() {
        try {
            while (true) {
                sink.handle(queue.take());
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void put(Integer item) throws InterruptedException {
        queue.put(item);
    }

    @Override
    public void close() {
        workers.forEach(Thread::interrupt);
    }
}
