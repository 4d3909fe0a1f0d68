package io.tasky.supervisor;

import io.tasky.pool.PoolEntry;
import io.tasky.pool.TaskPool;
import io.tasky.task.RunFilter;
import io.tasky.task.RunStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the runs that wait or run now: in the lines of the pools and the lists of the tasks. Thread-safe. */
final class LiveRuns {

    /** How often to look for a run that a thread has just taken out of its line. */
    private static final int MOST_ROUNDS = 100;

    private static final Comparator<DefaultTaskRun<?>> OLDEST_FIRST = (one, other) -> {
        int byAge = Long.signum(one.queuedNanos() - other.queuedNanos());
        return byAge != 0 ? byAge : Long.compare(one.number(), other.number());
    };

    private final Engine engine;

    private final TaskRegistry registry;

    /** Runs that were accepted and not offered to their pools yet; also some that were cancelled since. */
    private final Supplier<List<DefaultTaskRun<?>>> early;

    LiveRuns(Engine engine, TaskRegistry registry, Supplier<List<DefaultTaskRun<?>>> early) {
        this.engine = engine;
        this.registry = registry;
        this.early = early;
    }

    /**
     * Those that are asked for, the oldest first; also some whose code goes on after their outcome. They are looked for in the
     * order in which they move on, from the hold to the gate, the line and the list, so that none is missed.
     */
    List<DefaultTaskRun<?>> matching(RunFilter filter) {
        List<ManagedTask> tasks = registry.thatMayMatch(filter);
        List<DefaultTaskRun<?>> runs = new ArrayList<>();
        if (wantsWaiting(filter)) {
            addHeld(engine.commitHolds().all(), runs::add);
            tasks.forEach(task -> task.waitingBeforePool().forEach(runs::add));
            poolsOf(tasks, filter).forEach(pool -> addInLine(pool, runs::add));
        }
        tasks.forEach(task -> task.log().forEachLive(runs::add));
        // One that starts meanwhile is found in its line and in its task's list.
        return runs.stream()
                .filter(run -> matches(run, filter))
                .distinct()
                .sorted(OLDEST_FIRST)
                .toList();
    }

    private static boolean wantsWaiting(RunFilter filter) {
        return !filter.stuck()
                && (filter.statuses().isEmpty()
                        || filter.statuses().contains(RunStatus.HELD)
                        || filter.statuses().contains(RunStatus.WAITING));
    }

    private static boolean matches(DefaultTaskRun<?> run, RunFilter filter) {
        return filter.matches(run.task(), run.owner().facts().pool(), run.status())
                && (!filter.stuck() || run.isStuck());
    }

    /** The pools in whose lines they may wait. */
    private List<TaskPool> poolsOf(List<ManagedTask> tasks, RunFilter filter) {
        return filter.task() == null
                ? registry.pools().stream()
                        .filter(pool -> filter.pool() == null
                                || filter.pool().equals(pool.config().name()))
                        .toList()
                : tasks.stream()
                        .filter(task -> task.log().waiting() > 0)
                        .map(ManagedTask::pool)
                        .distinct()
                        .toList();
    }

    private void addHeld(Collection<DefaultTaskRun<?>> forCommit, Consumer<DefaultTaskRun<?>> visitor) {
        Stream.concat(early.get().stream(), forCommit.stream())
                .filter(run -> run.status() == RunStatus.HELD)
                .forEach(visitor);
    }

    /** Those of a task that have not begun, but for one that a thread has in its hands. */
    private List<DefaultTaskRun<?>> waitingOf(ManagedTask task) {
        List<DefaultTaskRun<?>> waiting = new ArrayList<>();
        addHeld(engine.commitHolds().of(task), waiting::add);
        waiting.addAll(task.waitingBeforePool());
        addInLine(task.pool(), waiting::add);
        return waiting.stream().filter(run -> run.owner() == task).distinct().toList();
    }

    private static void addInLine(TaskPool pool, Consumer<DefaultTaskRun<?>> visitor) {
        List<PoolEntry> entries = new ArrayList<>();
        // Only this happens under the lock of the pool.
        pool.forEachWaiting(entries::add, Integer.MAX_VALUE);
        for (PoolEntry entry : entries) {
            DefaultTaskRun<?> run = RetryTurn.runOf(entry);
            // A run between two attempts is in its task's list as well.
            if (run != null && run.attempt() == 0) {
                visitor.accept(run);
            }
        }
    }

    /** A run that was found: where it waits or runs, or else as it is kept. */
    record Found(
            ManagedTask task,
            @Nullable DefaultTaskRun<?> live,
            @Nullable KeptRun kept) {}

    /** The run of that number, or null. Only its own task and the pool of that are looked at. */
    @Nullable
    Found find(long number) {
        ManagedTask task = registry.owner(number);
        if (task == null) {
            return null;
        }
        Found found = ended(task, number);
        boolean mayBeOnItsWay = true;
        for (int round = 0; found == null && mayBeOnItsWay && round < MOST_ROUNDS; round++) {
            long waiting = task.log().waiting();
            List<DefaultTaskRun<?>> seen = waiting == 0 ? List.of() : waitingOf(task);
            found = find(task, number, seen);
            mayBeOnItsWay = waiting > seen.size();
            if (found == null && mayBeOnItsWay) {
                letGoOn();
            }
        }
        return found;
    }

    /** The thread that has the run in its hands may need the processor of this one. */
    @SuppressWarnings("ThreadPriorityCheck") // Nothing relies on it: it lets that thread go first, where it can.
    private static void letGoOn() {
        Thread.yield();
    }

    private static @Nullable Found find(ManagedTask task, long number, List<DefaultTaskRun<?>> waiting) {
        for (DefaultTaskRun<?> run : waiting) {
            if (run.number() == number) {
                return new Found(task, run, null);
            }
        }
        DefaultTaskRun<?> live = task.log().findLive(number);
        // One that is not live any more is kept by then.
        return live != null ? new Found(task, live, null) : ended(task, number);
    }

    /** A run that is kept, which may be live still. */
    private static @Nullable Found ended(ManagedTask task, long number) {
        KeptRun kept = task.log().history().find(number);
        return kept == null ? null : new Found(task, task.log().findLive(number), kept);
    }
}
