package io.tasky.supervisor;

import io.tasky.task.QueueSnapshot;
import io.tasky.task.WaitingFor;
import io.tasky.task.WaitingFor.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what a queue is at one moment. Without state, so thread-safe. */
final class QueueSnapshots {

    private QueueSnapshots() {}

    /** Why a queue takes no more items, for operators. */
    static String fullText(QueueSnapshot queue) {
        return "queue '" + queue.name() + "' is full: " + queue.size() + " of " + queue.capacity() + " items, and "
                + queue.busyWorkers() + " of " + queue.workers() + " workers are busy";
    }

    /** That nobody knows what a queue has, for operators. */
    static String silentText(String queue) {
        return "queue '" + queue + "' cannot be looked at: its backend does not answer";
    }

    /** The queue as some of its tasks see it. */
    static QueueSnapshot of(DefaultTaskQueue queue, List<QueueLoop> tasks) {
        return new QueueSnapshot(
                queue.name(),
                queue.items().sizeIfKnown(),
                queue.items().capacity(),
                tasks.stream().mapToInt(loop -> loop.crew().limit()).sum(),
                tasks.stream().mapToInt(loop -> loop.crew().busy()).sum(),
                queue.isClosed(),
                queue.tally().allDropped(),
                queue.tally().allRequeued(),
                tasks.stream().mapToInt(loop -> loop.deadLetters().size()).sum());
    }

    /** Why no item of it is handled now. */
    static WaitingFor waitingFor(DefaultTaskQueue queue, @Nullable QueueSnapshot now, @Nullable BatchTaker batches) {
        if (now == null || now.size() == 0) {
            return new WaitingFor(Reason.QUEUE_EMPTY, 0, 0, null, queue.name());
        }
        if (now.size() == QueueSnapshot.UNKNOWN_SIZE) {
            return new WaitingFor(Reason.BACKEND, 0, 0, null, queue.name());
        }
        if (now.busyWorkers() < now.workers() && batches != null) {
            return batches.waitingFor(now.size());
        }
        return workersBusy(now);
    }

    /** What an item waits for that no worker is free for. */
    static WaitingFor workersBusy(QueueSnapshot now) {
        return new WaitingFor(Reason.WORKERS_BUSY, now.busyWorkers(), now.workers(), null, now.name());
    }
}
