package io.tasky.benchmarks.application;

import io.tasky.annotation.QueueWorker;
import io.tasky.benchmarks.probe.ItemSink;

/** Counts items. */
public class SinkWork {

    private final ItemSink sink;

    SinkWork(ItemSink sink) {
        this.sink = sink;
    }

    /**
     * Counts an item.
     *
     * @param item any number
     */
    @QueueWorker(
            queue = SinkApplication.QUEUE,
            workers = "${" + SinkApplication.WORKERS + "}",
            capacity = "${" + SinkApplication.CAPACITY + "}")
    public void handle(Integer item) {
        sink.handle(item);
    }
}
