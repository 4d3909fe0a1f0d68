package io.tasky.supervisor;

import io.tasky.task.TaskContextHolder;
import io.tasky.task.TimeSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes tasks away while the supervisor runs. Thread-safe. */
final class Unregistration {

    private static final Logger logger = LoggerFactory.getLogger(Unregistration.class);

    private final Engine engine;

    private final TaskRegistry registry;

    private final EarlyRuns early;

    private final ShutdownPolicy policy;

    private final Set<ManagedTask> going = ConcurrentHashMap.newKeySet();

    Unregistration(Engine engine, TaskRegistry registry, EarlyRuns early, ShutdownPolicy policy) {
        this.engine = engine;
        this.registry = registry;
        this.early = early;
        this.policy = policy;
    }

    private static String text(String name) {
        return "Task '" + name + "' was unregistered and takes no calls. Register it again, or do not call it.";
    }

    void unregister(String name) {
        ManagedTask task = registry.task(name);
        if (TaskContextHolder.get() instanceof DefaultTaskRun<?> run && run.owner() == task) {
            throw new IllegalStateException("Run " + run.id() + " of '" + name
                    + "' cannot unregister its own task: it would wait for itself. Do that elsewhere.");
        }
        if (!going.add(task)) {
            awaitOther(task);
            return;
        }
        task.shut("without this task, which was unregistered", text(name));
        task.sourceSwitched();
        if (task instanceof QueueLoop loop) {
            leaveQueue(loop);
        }
        StopReport report;
        try {
            report = new StopSequence(engine, registry, policy, StopScope.of(task)).run(early.takeAll(task));
        } finally {
            // While the name is taken: what is told is told of no other task.
            engine.listeners().tell(listener -> listener.onTaskUnregistered(task.facts()));
            registry.remove(task);
            going.remove(task);
            engine.endWatch().signal();
        }
        logger.info("Task '{}' unregistered: {}.", name, report.text());
    }

    /**
     * The last worker closes its queue, unless that is there without a worker, too; any other leaves what is in it to those
     * that stay.
     */
    private void leaveQueue(QueueLoop worker) {
        DefaultTaskQueue queue = worker.queue();
        if (!going.containsAll(queue.tasks().all())) {
            worker.leaveItems();
        } else if (!registry.queues().isStanding(queue.name())) {
            queue.closeUntilNextWorker();
        }
    }

    /** Another thread unregisters it: it is gone when that has done so. */
    private void awaitOther(ManagedTask task) {
        if (TellingThread.isThisOne()) {
            // The other one waits for what is told here.
            return;
        }
        long deadline = engine.time().nanoTime() + TimeSource.nanosOf(policy.await());
        try {
            engine.endWatch().await(() -> !registry.tasks().contains(task), deadline);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }
}
