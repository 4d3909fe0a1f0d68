package io.tasky.supervisor;

import io.tasky.task.QueueSnapshot;
import java.util.List;

/** Tells what a queue is at one moment. Without state, so thread-safe. */
final class QueueSnapshots {

    private QueueSnapshots() {}

    /** Why a queue takes no more items, for operators. */
    static String fullText(QueueSnapshot queue) {
        return "queue '" + queue.name() + "' is full: " + queue.size() + " of " + queue.capacity() + " items, and "
                + queue.busyWorkers() + " of " + queue.workers() + " workers are busy";
    }

    /** The queue as some of its tasks see it. */
    static QueueSnapshot of(DefaultTaskQueue queue, List<QueueLoop> tasks) {
        return new QueueSnapshot(
                queue.name(),
                queue.size(),
                queue.items().capacity(),
                tasks.stream().mapToInt(loop -> loop.crew().limit()).sum(),
                tasks.stream().mapToInt(loop -> loop.crew().busy()).sum(),
                queue.isClosed(),
                queue.tally().allDropped(),
                queue.tally().allRequeued(),
                tasks.stream().mapToInt(loop -> loop.deadLetters().size()).sum());
    }
}
