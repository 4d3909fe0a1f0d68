package io.tasky.supervisor;

import io.tasky.pool.PoolEntry;
import io.tasky.pool.TaskPool;
import io.tasky.task.RunStatus;
import io.tasky.task.TimeSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * One stop: waits for what runs and for what waits in memory, asks the rest to stop, interrupts it, and counts what is
 * left. Used once, by one thread.
 */
final class StopSequence {

    private final Engine engine;

    private final TaskRegistry registry;

    private final ShutdownPolicy policy;

    private final LiveRuns liveRuns;

    private final long start;

    private final Map<String, Integer> left = new HashMap<>();

    StopSequence(Engine engine, TaskRegistry registry, ShutdownPolicy policy) {
        this.engine = engine;
        this.registry = registry;
        this.policy = policy;
        this.liveRuns = new LiveRuns(engine, registry, List::of);
        this.start = engine.time().nanoTime();
    }

    StopReport run(List<DefaultTaskRun<?>> neverStarted) {
        long endedBefore = ended();
        neverStarted.forEach(this::drop);
        registry.queues().forEach(queue -> queue.drain(true));
        int asked = 0;
        int interrupted = 0;
        if (!awaitEnd(policy.askAfter())) {
            registry.queues().forEach(queue -> queue.drain(false));
            dropWaiting();
            asked = forEachLive(DefaultTaskRun::stop);
            if (!awaitEnd(policy.interruptAfter())) {
                interrupted = forEachLive(run -> {
                    run.stop();
                    return run.interruptCode();
                });
                awaitEnd(policy.await());
            }
        }
        registry.queues().forEach(queue -> queue.drain(false));
        countLeft();
        Duration took = Duration.ofNanos(engine.time().nanoTime() - start);
        return new StopReport((int) (ended() - endedBefore), asked, interrupted, left, took);
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
        return registry.everything().stream().noneMatch(ManagedTask::isBusy)
                && registry.everything().stream().allMatch(task -> task.log().unfinished() == 0)
                && version() == before;
    }

    private long version() {
        return registry.everything().stream()
                .mapToLong(task -> task.log().version())
                .sum();
    }

    private long ended() {
        return registry.everything().stream()
                .mapToLong(task -> task.log().ended())
                .sum();
    }

    private void dropWaiting() {
        for (TaskPool pool : registry.pools()) {
            for (PoolEntry entry : pool.removeWaiting()) {
                if (entry instanceof DefaultTaskRun<?> run) {
                    drop(run);
                } else if (entry instanceof QueueTurn turn) {
                    turn.dropped();
                }
            }
        }
        // These wait for their next attempt or for a commit, in no line or as an entry that is none of the above.
        for (DefaultTaskRun<?> run : liveRuns.all()) {
            RunStatus status = run.status();
            if ((status == RunStatus.RETRYING || status == RunStatus.HELD) && run.cancel(false)) {
                left.merge(run.task(), 1, Integer::sum);
            }
        }
    }

    private void drop(DefaultTaskRun<?> run) {
        if (run.abandon()) {
            left.merge(run.task(), 1, Integer::sum);
        }
    }

    private int forEachLive(Predicate<DefaultTaskRun<?>> act) {
        return (int) liveRuns.all().stream().filter(act).count();
    }

    private void countLeft() {
        for (DefaultTaskRun<?> run : liveRuns.all()) {
            // One that has just ended by itself is still in the list for a moment, and is not left.
            if (!run.endedByItself()) {
                left.merge(run.task(), 1, Integer::sum);
            }
        }
        for (QueueLoop queue : registry.queues()) {
            if (queue.itemsToLose() > 0) {
                left.merge(queue.name(), queue.itemsToLose(), Integer::sum);
            }
        }
    }
}
