package io.tasky.supervisor;

import io.tasky.pool.TaskPool;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttribute;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks at what may be wrong. Used once, on one thread. */
final class HealthCheck {

    private final Engine engine;

    private final TaskRegistry registry;

    private final long now;

    HealthCheck(Engine engine, TaskRegistry registry) {
        this.engine = engine;
        this.registry = registry;
        this.now = engine.time().nanoTime();
    }

    SupervisorHealth look(SupervisorState state) {
        Collection<ManagedTask> tasks = registry.tasks();
        return new SupervisorHealth(
                state, tasks.size(), failed(tasks), waiting().texts(), stuck().texts(), full().texts());
    }

    private Map<String, RunStatus> failed(Collection<ManagedTask> tasks) {
        Map<String, RunStatus> failed = new HashMap<>();
        for (ManagedTask task : tasks) {
            if (task.definition().get(TaskAttribute.HEALTH, false) && hasFailedEver(task)) {
                RunStatus outcome = lastOutcome(task);
                if (outcome == RunStatus.FAILED || outcome == RunStatus.TIMED_OUT) {
                    failed.put(task.name(), outcome);
                }
            }
        }
        return failed;
    }

    private static boolean hasFailedEver(ManagedTask task) {
        return task.log().hasOutcome(RunStatus.FAILED) || task.log().hasOutcome(RunStatus.TIMED_OUT);
    }

    /** A run that was cancelled or refused says nothing of its task. */
    private @Nullable RunStatus lastOutcome(ManagedTask task) {
        RunStatus last = firstDecisive(task.log().history().latest(1));
        return last != null ? last : firstDecisive(task.log().history().all());
    }

    private static @Nullable RunStatus firstDecisive(List<KeptRun> runs) {
        return runs.stream()
                .map(KeptRun::status)
                .filter(HealthCheck::isDecisive)
                .findFirst()
                .orElse(null);
    }

    private static boolean isDecisive(RunStatus outcome) {
        return switch (outcome) {
            case SUCCEEDED, FAILED, TIMED_OUT -> true;
            default -> false;
        };
    }

    private Findings waiting() {
        Findings found = new Findings();
        for (TaskPool pool : registry.pools()) {
            new LineCheck(pool, engine, now).tooLong().forEach(found::add);
        }
        return found;
    }

    private Findings stuck() {
        StuckCheck check = new StuckCheck(engine, now);
        registry.everything().forEach(task -> task.log().forEachLive(check::note));
        return check.found();
    }

    private Findings full() {
        Findings found = new Findings();
        for (TaskPool pool : registry.pools()) {
            new LineCheck(pool, engine, now).full().forEach(found::add);
        }
        for (DefaultTaskQueue queue : registry.queues().all()) {
            if (queue.items().capacity() > 0 && queue.remainingCapacity() == 0) {
                found.add(QueueSnapshots.fullText(queue.snapshot()));
            }
        }
        return found;
    }
}
