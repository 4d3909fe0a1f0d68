package io.tasky.supervisor;

import io.tasky.pool.PoolEntry;
import io.tasky.pool.TaskPool;
import io.tasky.task.RunFilter;
import io.tasky.task.RunStatus;
import io.tasky.task.TimeSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One stop, of everything, of one pool or of one task: waits for what runs and for what waits in memory, asks the rest to stop,
 * interrupts it, and counts what is left. Used once, by one thread, which holds no lock.
 */
final class StopSequence {

    /** How often it lets threads go first that have a run in their hands; what came into a line since keeps it so long. */
    private static final int MOST_YIELDS = 1000;

    private final Engine engine;

    private final TaskRegistry registry;

    private final ShutdownPolicy policy;

    private final StopScope scope;

    private final LiveRuns liveRuns;

    private final long start;

    /** What this thread tells is not over before this is. */
    private final boolean awaitsTold = !TellingThread.isThisOne();

    private final Map<ManagedTask, Long> endedBefore = new HashMap<>();

    private final Set<DefaultTaskRun<?>> asked = new HashSet<>();

    private final Map<String, Integer> left = new HashMap<>();

    StopSequence(Engine engine, TaskRegistry registry, ShutdownPolicy policy, StopScope scope) {
        this.engine = engine;
        this.registry = registry;
        this.policy = policy;
        this.scope = scope;
        this.liveRuns = new LiveRuns(engine, registry, List::of);
        this.start = engine.time().nanoTime();
    }

    StopReport run(List<DefaultTaskRun<?>> neverStarted) {
        tasks().forEach(task -> endedBefore.put(task, task.log().ended()));
        neverStarted.forEach(this::drop);
        // Nobody is going to resume or enable these any more.
        tasks().forEach(task -> task.takeShutOut().forEach(this::drop));
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
        return registry.everything().stream().filter(scope::contains).toList();
    }

    private List<QueueLoop> queues() {
        return tasks().stream()
                .filter(QueueLoop.class::isInstance)
                .map(QueueLoop.class::cast)
                .toList();
    }

    private List<DefaultTaskRun<?>> live() {
        return liveRuns.matching(RunFilter.LIVE).stream()
                .filter(run -> scope.contains(run.owner()))
                .toList();
    }

    /** Waits until nothing waits or runs, and all of it is told, at most until that long after the start. */
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
        // What makes runs first, then runs: an item or a tick on its way to a run is seen in one of the two. A run
        // that put an item where it was not seen any more has ended meanwhile, which the version tells. Who is told
        // of an end may start something as well.
        long before = version();
        return tasks().stream().noneMatch(ManagedTask::isBusy)
                && tasks().stream().allMatch(task -> task.log().unfinished() == 0)
                && allTold()
                && version() == before;
    }

    private boolean allTold() {
        return !awaitsTold || tasks().stream().allMatch(task -> task.log().untold() == 0);
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
        for (TaskPool pool : scope.pools(registry)) {
            for (PoolEntry entry : scope.removeWaiting(pool)) {
                DefaultTaskRun<?> run = RetryTurn.runOf(entry);
                if (run != null && run.attempt() == 0) {
                    drop(run);
                } else if (entry instanceof QueueTurn turn) {
                    turn.dropped();
                }
            }
        }
        // These wait for their next attempt, at the gate of their task or for a commit, or are none of the above.
        live().stream().filter(run -> run.status() != RunStatus.RUNNING).forEach(this::cancel);
    }

    /** Asks those that run; what came into a line or a pause just now is not going to, and counts as left. */
    private void ask() {
        awaitBeginners();
        for (DefaultTaskRun<?> run : live()) {
            if (run.status() != RunStatus.RUNNING) {
                cancel(run);
            }
            if (run.status() == RunStatus.RUNNING && run.stop()) {
                asked.add(run);
            }
        }
    }

    /**
     * A run that a thread has just taken from its line is in no list before it begins. Whoever looked then would neither ask
     * it nor interrupt it.
     */
    @SuppressWarnings("ThreadPriorityCheck") // Nothing relies on it: it lets those threads go first, where it can.
    private void awaitBeginners() {
        for (int i = 0;
                i < MOST_YIELDS && tasks().stream().anyMatch(task -> task.log().waiting() > 0);
                i++) {
            Thread.yield();
        }
    }

    private void cancel(DefaultTaskRun<?> run) {
        if (run.cancelUnlessRunning()) {
            countLeft(run);
        }
    }

    private void drop(DefaultTaskRun<?> run) {
        if (run.abandon()) {
            countLeft(run);
        }
    }

    private void countLeft(DefaultTaskRun<?> run) {
        // The item of a queue is back in that by now, and counted there.
        if (!(run.owner() instanceof QueueLoop)) {
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
            List<QueueLoop> workers = queue.tasks().all();
            int items = queue.items().toLose();
            if (items > 0 && stopsAll(workers)) {
                left.merge(workers.isEmpty() ? queue.name() : workers.get(0).name(), items, Integer::sum);
            }
        }
    }

    /** Whether nobody goes on with the items of these. */
    private boolean stopsAll(List<QueueLoop> workers) {
        return scope.isEverything() || (!workers.isEmpty() && workers.stream().allMatch(scope::contains));
    }
}
