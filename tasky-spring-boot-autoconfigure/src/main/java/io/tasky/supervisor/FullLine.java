package io.tasky.supervisor;

import io.tasky.pool.OnFull;
import io.tasky.pool.PoolConfig;
import io.tasky.pool.PoolEntry;
import io.tasky.pool.PoolFullException;
import io.tasky.pool.TaskPool;
import io.tasky.task.TaskContextHolder;
import io.tasky.task.TaskPriority;
import java.util.concurrent.RejectedExecutionException;

/** What becomes of a submitted run whose line is full, as the pool's configuration says. Without state, so thread-safe. */
final class FullLine {

    private FullLine() {}

    /**
     * Finds another way for a run that its pool has just refused.
     *
     * @throws PoolFullException if there is none
     * @throws RejectedExecutionException if the pool is closed, or the thread was interrupted while it waited for room
     */
    static void handle(BackgroundEntry task, DefaultTaskRun<?> run) {
        PoolConfig config = task.pool().config();
        OnFull rule = run.priority().usesSlots() ? config.onFull() : OnFull.ABORT;
        if ((rule == OnFull.CALLER_RUNS || rule == OnFull.BLOCK) && isOwnThread()) {
            // What would hold up this thread might be what makes room.
            rule = OnFull.ABORT;
        }
        switch (rule) {
            case ABORT -> submit(task, run);
            case CALLER_RUNS -> runHere(task, run);
            case DISCARD -> submitOrReject(task, run);
            case DISCARD_OLDEST -> submitInstead(task, run);
            case BLOCK -> awaitRoom(task, run, config);
        }
    }

    private static boolean isOwnThread() {
        return TaskContextHolder.get() != null || PoolEntry.current() != null;
    }

    private static void submit(BackgroundEntry task, DefaultTaskRun<?> run) {
        try {
            task.pool().submit(run);
        } catch (PoolFullException full) {
            task.rejected();
            throw full;
        }
    }

    private static void runHere(BackgroundEntry task, DefaultTaskRun<?> run) {
        if (task.pool().isClosed()) {
            submit(task, run);
            return;
        }
        // A run clears its thread's flag when it ends: what others said before is kept for the submitter.
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
        PoolEntry gone;
        try {
            gone = task.pool().submitInstead(run, FullLine::wasSubmitted);
        } catch (PoolFullException full) {
            task.rejected();
            throw full;
        }
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
            submit(task, run);
        }
    }
}
