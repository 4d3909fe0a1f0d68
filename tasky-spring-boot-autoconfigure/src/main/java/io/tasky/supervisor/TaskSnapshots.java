package io.tasky.supervisor;

import io.tasky.pool.PoolSnapshot;
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
        // Asked before the lock is taken: pools and queues have locks of their own.
        TaskCounts counts = task.log().counts();
        PoolSnapshot pool = task.pool().snapshot();
        QueueSnapshot queue = task.queueSnapshot();
        TaskGate gate = task.gate();
        WaitingFor atGate = gate == null ? null : gate.reason();
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
                    waitingFor(task, counts, pool, queue, atGate),
                    lastRun(task),
                    counts,
                    queue,
                    task.timerSnapshot(),
                    task.definition().get(TaskAttribute.HEALTH, false),
                    task.definition().origin(),
                    task.facts().template());
        }
    }

    private static @Nullable RunSnapshot lastRun(ManagedTask task) {
        Engine engine = task.engine();
        return task.log().latest(task.facts(), engine.ids(), engine.time());
    }

    /** Lock held. */
    private static @Nullable WaitingFor waitingFor(
            ManagedTask task,
            TaskCounts counts,
            PoolSnapshot pool,
            @Nullable QueueSnapshot queue,
            @Nullable WaitingFor atGate) {
        if (atGate != null || counts.running() > 0) {
            return atGate;
        }
        WaitingFor refusal = task.refusal();
        if (counts.waiting() > 0 && refusal == null) {
            if (task.engine().commitHolds().count(task) >= counts.waiting()) {
                return WaitingFor.of(Reason.COMMIT);
            }
            int limit = pool.config().limit(task.priority());
            return new WaitingFor(
                    Reason.NO_SLOT, pool.taken(), limit, null, task.facts().pool());
        }
        WaitingFor closed = task.closedBecause();
        if (closed != null) {
            return closed;
        }
        return refusal != null ? refusal : task.sourceWaitsFor(queue);
    }
}
