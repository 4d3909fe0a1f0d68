package io.tasky.supervisor;

import io.tasky.pool.OnFull;
import io.tasky.pool.PoolConfig;
import io.tasky.pool.PoolEntry;
import io.tasky.pool.PoolFullException;
import io.tasky.pool.TaskPool;
import io.tasky.task.TaskContextHolder;
import io.tasky.task.TaskPriority;
import io.tasky.task.TimeSource;
import java.util.concurrent.RejectedExecutionException;

/** What becomes of a submitted run whose line is full, as the pool's configuration says. Without state, so thread-safe. */
final class FullLine {

    private FullLine() {}

    /**
     * Finds another way for a run that its pool has just refused, whose caller is told of a refusal.
     *
     * @throws PoolFullException if there is none; it is counted
     * @throws RejectedExecutionException if the pool is closed, or the thread was interrupted while it waited for room
     */
    static void handle(BackgroundEntry task, DefaultTaskRun<?> run) {
        try {
            findWay(task, run);
        } catch (PoolFullException full) {
            task.rejected();
            throw full;
        }
    }

    /**
     * The same for a run that was accepted before: a refusal is its outcome, and counted as that. A run that somebody triggered
     * has no caller whom the rules could hold up, and is wanted however long the line is.
     *
     * @throws RejectedExecutionException if there is no other way
     */
    static void findWay(BackgroundEntry task, DefaultTaskRun<?> run) {
        if (run.isTriggered()) {
            task.pool().readmit(run);
            return;
        }
        PoolConfig config = task.pool().config();
        OnFull rule = run.priority().usesSlots() ? config.onFull() : OnFull.ABORT;
        if ((rule == OnFull.CALLER_RUNS || rule == OnFull.BLOCK)
                && isOwnThread(task.engine().time())) {
            // What would hold up this thread might be what makes room.
            rule = OnFull.ABORT;
        }
        switch (rule) {
            case ABORT -> task.pool().submit(run);
            case CALLER_RUNS -> runHere(task, run);
            case DISCARD -> submitOrReject(task, run);
            case DISCARD_OLDEST -> submitInstead(task, run);
            case BLOCK -> awaitRoom(task, run, config);
        }
    }

    /** The clock's thread is one, too: on it, listeners and dependents hear of time-outs. */
    private static boolean isOwnThread(TimeSource time) {
        return TaskContextHolder.get() != null || PoolEntry.current() != null || time.isAlarmThread();
    }

    private static void runHere(BackgroundEntry task, DefaultTaskRun<?> run) {
        if (task.pool().isClosed()) {
            task.pool().submit(run);
            return;
        }
        // Meant for the submitter, not for the run.
        boolean interrupted = Thread.interrupted();
        try {
            run.run(null);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void submitOrReject(BackgroundEntry task, DefaultTaskRun<?> run) {
        try {
            task.pool().submit(run);
        } catch (PoolFullException full) {
            task.reject(run, full);
        }
    }

    private static void submitInstead(BackgroundEntry task, DefaultTaskRun<?> run) {
        PoolEntry gone = task.pool().submitInstead(run, FullLine::wasSubmitted);
        if (gone instanceof DefaultTaskRun<?> oldest && oldest.owner() instanceof BackgroundEntry owner) {
            owner.reject(oldest, full(task.pool(), oldest.priority()));
        }
    }

    /** Only such runs go: not what the clock caused, what is repeated, or a queue's worker. */
    private static boolean wasSubmitted(PoolEntry entry) {
        return entry instanceof DefaultTaskRun<?> run && run.owner() instanceof BackgroundEntry;
    }

    private static PoolFullException full(TaskPool pool, TaskPriority priority) {
        int depth = pool.snapshot().waiting().getOrDefault(priority, 0);
        return new PoolFullException(pool.config(), priority, depth);
    }

    private static void awaitRoom(BackgroundEntry task, DefaultTaskRun<?> run, PoolConfig config) {
        boolean admitted;
        try {
            admitted = task.pool().offer(run, config.onFullTimeout());
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new RejectedExecutionException(
                    "Thread '" + Thread.currentThread().getName()
                            + "' was interrupted while it waited for room in pool '" + config.name() + "'; run "
                            + run.id() + " of '" + run.task() + "' was withdrawn.",
                    ex);
        }
        if (!admitted) {
            task.pool().submit(run);
        }
    }
}
