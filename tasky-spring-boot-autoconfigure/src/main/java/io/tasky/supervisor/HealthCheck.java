package io.tasky.supervisor;

import io.tasky.pool.TaskPool;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.RunStatus;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

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

    private static Map<String, RunStatus> failed(Collection<ManagedTask> tasks) {
        Map<String, RunStatus> failed = new HashMap<>();
        for (ManagedTask task : tasks) {
            RunStatus outcome = task.log().verdict();
            if (outcome == RunStatus.FAILED || outcome == RunStatus.TIMED_OUT) {
                failed.put(task.name(), outcome);
            }
        }
        return failed;
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
            QueueSnapshot now = queue.snapshot();
            if (now.size() == QueueSnapshot.UNKNOWN_SIZE) {
                found.add(QueueSnapshots.silentText(now.name()));
            } else if (queue.items().isFull()) {
                found.add(QueueSnapshots.fullText(now));
            }
        }
        return found;
    }
}
