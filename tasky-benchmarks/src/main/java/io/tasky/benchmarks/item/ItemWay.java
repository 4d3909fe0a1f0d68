package io.tasky.benchmarks.item;

import io.tasky.benchmarks.probe.ItemSink;

/** The ways to hand items over that are compared. */
public enum ItemWay {

    /** An {@code ArrayBlockingQueue} and threads that take one item at a time. */
    BLOCKING_QUEUE,

    /** A {@code QueueChannel} of Spring Integration and as many polling consumers. */
    SPRING_INTEGRATION,

    /** A {@code @QueueWorker} method in an application as it ships. */
    WORKER,

    /** A {@code TaskQueue} and its workers, without anything around them. */
    QUEUE;

    /** Starts it. */
    ItemQueue start(int workers, ItemSink sink) {
        return switch (this) {
            case BLOCKING_QUEUE -> new BlockingItems(workers, sink);
            case SPRING_INTEGRATION -> new ChannelItems(workers, sink);
            case WORKER -> new WorkerItems(workers, sink);
            case QUEUE -> new BareItems(workers, sink);
        };
    }
}
