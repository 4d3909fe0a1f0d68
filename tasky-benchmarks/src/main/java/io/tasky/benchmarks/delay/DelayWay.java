package io.tasky.benchmarks.delay;

import io.tasky.task.TaskPriority;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;

/** The ways to treat urgent work that are compared. */
public enum DelayWay {

    /** One executor of 8, first in, first out: what plain work costs where nothing is urgent. */
    FIFO,

    /** One executor of 8 with a {@code PriorityBlockingQueue}. */
    PRIORITY_QUEUE,

    /** One executor of 8 for plain work, one of 2 for urgent work. */
    TWO_EXECUTORS,

    /** Tasky's pool of 8 with a reserve of 2, urgent work at HIGH. */
    HIGH,

    /** The same pool, urgent work at CRITICAL. */
    CRITICAL;

    DelayPool start() {
        return switch (this) {
            case FIFO -> new ExecutorPool(new LinkedBlockingQueue<>());
            case PRIORITY_QUEUE -> new ExecutorPool(new PriorityBlockingQueue<>());
            case TWO_EXECUTORS -> new TwoExecutors();
            case HIGH -> new TaskyPool(TaskPriority.HIGH);
            case CRITICAL -> new TaskyPool(TaskPriority.CRITICAL);
        };
    }
}
