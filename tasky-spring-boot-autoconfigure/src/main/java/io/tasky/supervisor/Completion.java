package io.tasky.supervisor;

import io.tasky.task.QueueSnapshot;
import io.tasky.task.TaskSnapshot;
import io.tasky.task.TaskState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out whether nothing is left to do, now or later, unless somebody brings new work. Thread-safe. */
final class Completion {

    private final TaskRegistry registry;

    Completion(TaskRegistry registry) {
        this.registry = registry;
    }

    /** Whether no run waits or runs, and nothing is there that will start one. */
    boolean isReached() {
        List<ManagedTask> all = registry.everything();
        return all.stream().noneMatch(ManagedTask::isBusy)
                && all.stream().allMatch(task -> task.log().unfinished() == 0)
                && registry.tasks().stream().map(ManagedTask::snapshot).allMatch(Completion::isOver);
    }

    /** Grows with everything that happens to a run. */
    long version() {
        return registry.everything().stream()
                .mapToLong(task -> task.log().version())
                .sum();
    }

    private static boolean isOver(TaskSnapshot task) {
        if (task.state() == TaskState.DISABLED || task.state() == TaskState.ENDED) {
            return true;
        }
        return switch (task.kind()) {
            case PERIODIC, TIMER -> task.state() == TaskState.ENABLED && task.nextRun() == null;
            case QUEUE -> isWorkedOff(task.queue());
            case BACKGROUND -> true;
        };
    }

    private static boolean isWorkedOff(@Nullable QueueSnapshot queue) {
        return queue != null && queue.closed() && queue.size() == 0;
    }
}
