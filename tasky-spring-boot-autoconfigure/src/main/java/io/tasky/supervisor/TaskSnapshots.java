package io.tasky.supervisor;

import io.tasky.task.Page;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.RunSnapshot;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskCounts;
import io.tasky.task.TaskFilter;
import io.tasky.task.TaskSnapshot;
import io.tasky.task.WaitingFor;
import io.tasky.task.WaitingFor.Reason;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what a task is at one moment. Without state, so thread-safe. */
final class TaskSnapshots {

    private TaskSnapshots() {}

    /** Takes snapshots of those on the page, and only looks at the others. */
    static Page<TaskSnapshot> page(Collection<ManagedTask> sorted, TaskFilter filter, int offset, int limit) {
        List<ManagedTask> matching =
                sorted.stream().filter(task -> matches(task, filter)).toList();
        Page<ManagedTask> page = Page.of(matching, offset, limit);
        return new Page<>(page.items().stream().map(TaskSnapshots::of).toList(), page.offset(), page.total());
    }

    private static boolean matches(ManagedTask task, TaskFilter filter) {
        return filter.matches(
                task.definition().kind(), task.state(), task.facts().pool(), task.name());
    }

    static TaskSnapshot of(ManagedTask task) {
        // Asked before the lock is taken: pools and queues have locks of their own, and the body is the application's.
        TaskCounts counts = task.log().counts();
        QueueSnapshot queue = task.queueSnapshot();
        WaitingFor atGate = atGate(task);
        WaitingFor retry = counts.running() > 0 ? RunSnapshots.betweenAttempts(task) : null;
        boolean runs = counts.running() > 0 && retry == null;
        WaitingFor ofRuns = atGate != null || runs ? atGate : runsWaitFor(task, counts, retry);
        boolean canBeTriggered = task.canBeTriggered();
        synchronized (task.lock) {
            return new TaskSnapshot(
                    task.log().version() + task.changes(),
                    task.name(),
                    task.definition().kind(),
                    task.facts().pool(),
                    task.priority(),
                    task.state(),
                    task.schedule(),
                    task.isActive() ? task.nextRun() : null,
                    runs || ofRuns != null ? ofRuns : sourceWaitsFor(task, queue),
                    latest(task),
                    counts,
                    queue,
                    task.timerSnapshot(),
                    canBeTriggered,
                    task.definition().get(TaskAttribute.HEALTH, false),
                    task.definition().origin(),
                    task.facts().template());
        }
    }

    private static @Nullable WaitingFor atGate(ManagedTask task) {
        TaskGate gate = task.gate();
        return gate == null ? null : gate.reason();
    }

    private static @Nullable RunSnapshot latest(ManagedTask task) {
        List<KeptRun> one = task.log().history().latest(1);
        return one.isEmpty() ? null : one.get(0).snapshot(task, false);
    }

    /** Why it does not run, as far as its runs tell that. Called without the lock. */
    private static @Nullable WaitingFor runsWaitFor(ManagedTask task, TaskCounts counts, @Nullable WaitingFor retry) {
        if (counts.waiting() > 0 && task.refusal() == null) {
            if (task.engine().commitHolds().hold(task, counts.waiting())) {
                return WaitingFor.of(Reason.COMMIT);
            }
            return task.engine().intake().holdsEarly(task)
                    ? WaitingFor.supervisor("not started")
                    : RunSnapshots.noSlot(task.pool().snapshot(), task.priority());
        }
        return retry;
    }

    /** Lock held. */
    private static @Nullable WaitingFor sourceWaitsFor(ManagedTask task, @Nullable QueueSnapshot queue) {
        WaitingFor closed = task.closedBecause();
        if (closed != null) {
            return closed;
        }
        WaitingFor refusal = task.refusal();
        return refusal != null ? refusal : task.sourceWaitsFor(queue);
    }
}
