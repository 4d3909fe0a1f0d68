package io.tasky.supervisor;

import io.tasky.pool.PoolEntry;
import io.tasky.pool.TaskPool;
import io.tasky.task.RunStatus;
import io.tasky.task.TimeSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One stop, of everything or of one pool: waits for what runs and for what waits in memory, asks the rest to stop,
 * interrupts it, and counts what is left. Used once, by one thread, which holds no lock.
 */
final class StopSequence {

    private final Engine engine;

    private final TaskRegistry registry;

    private final ShutdownPolicy policy;

    /** The pool to stop, or null for all. */
    private final @Nullable TaskPool only;

    private final LiveRuns liveRuns;

    private final long start;

    private final Map<ManagedTask, Long> endedBefore = new HashMap<>();

    private final Set<DefaultTaskRun<?>> asked = new HashSet<>();

    private final Map<String, Integer> left = new HashMap<>();

    StopSequence(Engine engine, TaskRegistry registry, ShutdownPolicy policy, @Nullable TaskPool only) {
        this.engine = engine;
        this.registry = registry;
        this.policy = policy;
        this.only = only;
        this.liveRuns = new LiveRuns(engine, registry, List::of);
        this.start = engine.time().nanoTime();
    }

    StopReport run(List<DefaultTaskRun<?>> neverStarted) {
        tasks().forEach(task -> endedBefore.put(task, task.log().ended()));
        neverStarted.forEach(this::drop);
        queues().forEach(queue -> queue.drain(true));
        int interrupted = 0;
        if (!awaitEnd(policy.askAfter())) {
            queues().forEach(queue -> queue.drain(false));
            dropWaiting();
            ask();
            if (!awaitEnd(policy.interruptAfter())) {
                ask();
                interrupted = (int)
                        live().stream().filter(DefaultTaskRun::interruptCode).count();
                awaitEnd(policy.await());
            }
        }
        queues().forEach(queue -> queue.drain(false));
        countLeft();
        Duration took = Duration.ofNanos(engine.time().nanoTime() - start);
        return new StopReport(finished(), asked.size(), interrupted, left, took);
    }

    private List<ManagedTask> tasks() {
        return registry.everything().stream()
                .filter(task -> only == null || task.pool() == only)
                .toList();
    }

    private List<QueueLoop> queues() {
        return tasks().stream()
                .filter(QueueLoop.class::isInstance)
                .map(QueueLoop.class::cast)
                .toList();
    }

    private List<DefaultTaskRun<?>> live() {
        return liveRuns.all().stream()
                .filter(run -> only == null || run.owner().pool() == only)
                .toList();
    }

    /** Waits until nothing waits or runs, at most until that long after the start. */
    private boolean awaitEnd(Duration sinceStart) {
        try {
            return engine.endWatch().await(this::nothingLeft, start + TimeSource.nanosOf(sinceStart));
        } catch (InterruptedException ex) {
            // Whoever stops has no more time: what is left is asked and interrupted at once.
            Thread.currentThread().interrupt();
            return nothingLeft();
        }
    }

    private boolean nothingLeft() {
        // What makes runs first, then runs: an item or a tick on its way to a run is seen in one of the two. A run that
        // put an item where it was not seen any more has ended meanwhile, which the version tells.
        long before = version();
        return tasks().stream().noneMatch(ManagedTask::isBusy)
                && tasks().stream().allMatch(task -> task.log().unfinished() == 0)
                && version() == before;
    }

    private long version() {
        return tasks().stream().mapToLong(task -> task.log().version()).sum();
    }

    /** Task by task, as some may come and go meanwhile. */
    private int finished() {
        tasks().forEach(task -> endedBefore.putIfAbsent(task, 0L));
        return (int) endedBefore.entrySet().stream()
                .mapToLong(entry -> entry.getKey().log().ended() - entry.getValue())
                .sum();
    }

    private void dropWaiting() {
        for (TaskPool pool : only == null ? registry.pools() : List.of(only)) {
            for (PoolEntry entry : pool.removeWaiting()) {
                if (entry instanceof DefaultTaskRun<?> run) {
                    drop(run);
                } else if (entry instanceof QueueTurn turn) {
                    turn.dropped();
                }
            }
        }
        // These wait for their next attempt or for a commit, in no line or as an entry that is none of the above.
        live().stream()
                .filter(run -> run.status() == RunStatus.RETRYING || run.status() == RunStatus.HELD)
                .forEach(this::cancel);
    }

    /** Asks those that run; what came into a line or a pause just now is not going to, and counts as left. */
    private void ask() {
        for (DefaultTaskRun<?> run : live()) {
            if (run.status() != RunStatus.RUNNING) {
                cancel(run);
            }
            if (run.status() == RunStatus.RUNNING && run.stop()) {
                asked.add(run);
            }
        }
    }

    private void cancel(DefaultTaskRun<?> run) {
        // The item of a queue is back in that by now, and counted there.
        if (run.cancelUnlessRunning() && !(run.owner() instanceof QueueLoop)) {
            left.merge(run.task(), 1, Integer::sum);
        }
    }

    private void drop(DefaultTaskRun<?> run) {
        if (run.abandon()) {
            left.merge(run.task(), 1, Integer::sum);
        }
    }

    private void countLeft() {
        for (DefaultTaskRun<?> run : live()) {
            // One that has just ended by itself is still in the list for a moment, and is not left.
            if (!run.endedByItself()) {
                left.merge(run.task(), 1, Integer::sum);
            }
        }
        asked.stream().filter(ChainStep::leavesOthers).forEach(run -> left.merge(run.task(), 1, Integer::sum));
        for (DefaultTaskQueue queue : registry.queues().all()) {
            List<QueueLoop> workers = queue.workers().all();
            int items = queue.items().toLose();
            if (items > 0 && stopsAll(workers)) {
                left.merge(workers.isEmpty() ? queue.name() : workers.get(0).name(), items, Integer::sum);
            }
        }
    }

    /** Whether nobody goes on with the items of these. */
    private boolean stopsAll(List<QueueLoop> workers) {
        return only == null || (!workers.isEmpty() && workers.stream().allMatch(task -> task.pool() == only));
    }
}
