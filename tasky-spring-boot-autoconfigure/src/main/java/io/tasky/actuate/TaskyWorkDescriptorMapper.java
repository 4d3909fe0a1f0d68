package io.tasky.actuate;

import io.tasky.task.Page;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.TaskCounts;
import org.jspecify.annotations.Nullable;

/** Turns counts and snapshots of queues into what the endpoints answer. Stateless. */
final class TaskyWorkDescriptorMapper {

    private TaskyWorkDescriptorMapper() {}

    static TaskyWorkDescriptor.Counts counts(TaskCounts counts) {
        return new TaskyWorkDescriptor.Counts(
                counts.waiting(),
                counts.running(),
                counts.succeeded(),
                counts.failed(),
                counts.cancelled(),
                counts.timedOut(),
                orNull(counts.rejected()),
                orNull(counts.skipped()),
                orNull(counts.retries()));
    }

    /** The queue in front of a task. */
    static TaskyWorkDescriptor.@Nullable Queue of(String task, @Nullable QueueSnapshot queue) {
        return queue == null
                ? null
                : new TaskyWorkDescriptor.Queue(
                        queue.name().equals(task) ? null : queue.name(),
                        queue.size(),
                        queue.capacity(),
                        queue.workers(),
                        queue.busyWorkers(),
                        queue.closed() ? true : null,
                        orNull(queue.dropped()),
                        orNull(queue.requeued()),
                        queue.deadLetters());
    }

    /** Queues that no task works on. */
    static TaskyWorkDescriptor.Queues withoutWorker(Page<QueueSnapshot> queues) {
        return new TaskyWorkDescriptor.Queues(
                queues.total(),
                queues.items().stream()
                        .map(TaskyWorkDescriptorMapper::withoutWorker)
                        .toList());
    }

    private static TaskyWorkDescriptor.Queue withoutWorker(QueueSnapshot queue) {
        return new TaskyWorkDescriptor.Queue(
                queue.name(),
                queue.size(),
                queue.capacity(),
                null,
                null,
                queue.closed() ? true : null,
                orNull(queue.dropped()),
                orNull(queue.requeued()),
                null);
    }

    private static @Nullable Long orNull(long count) {
        return count == 0 ? null : count;
    }
}
