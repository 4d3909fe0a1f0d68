package io.tasky.supervisor;

import io.tasky.task.RunProgress;
import io.tasky.task.TaskPriority;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What only some runs need, so that the others do not pay for it: what is known of their attempts, progress, failures, and
 * the place where threads wait for them. Thread-safe.
 */
final class RunExtras extends RunMonitor {

    /** The next attempt of a run that waits for it; null unless it does. */
    volatile RetryTurn.@Nullable Plan retry;

    /** Whether somebody asked for this run. */
    volatile boolean triggered;

    /** What no other run of its task has while this one goes on, or null. Written before others know the run. */
    @Nullable
    Object uniqueKey;

    /** How long the attempt that goes on may take, if its task has a limit. */
    volatile @Nullable AttemptLimit limit;

    /** What the attempt that goes on has returned, and is not complete yet. */
    volatile @Nullable CompletableFuture<?> stage;

    /** What the attempt ends with: complete with the stage, or given up without it. */
    volatile @Nullable CompletableFuture<?> attemptEnd;

    /** Whether the code of the attempt that goes on was to be interrupted, so that a stage that it returns later is too. */
    volatile boolean interrupted;

    /** What a run that timed out for good failed with. */
    volatile @Nullable TimeoutException timeout;

    volatile @Nullable RunProgress progress;

    /** What the attempt that goes on wants done at a stop, if anything. */
    volatile @Nullable StopActions stopActions;

    /** Whether its item goes back into its queue. */
    volatile boolean requeued;

    /** Whether the attempt that goes on, or is about to, counts as a worker of its queue beside those that take items. */
    volatile boolean workersPlace;

    /** When an attempt after the first one started, in nanoseconds of the time source. */
    volatile long attemptStarted;

    /** Since when the run waits for a slot, in nanoseconds of the time source. Written before the run enters its pool. */
    volatile long waitingSince;

    /** What {@link RunWatch} has reported of this run. Used by its alarm only. */
    int reported;

    /** The attempt that it has reported as stuck last. Used by its alarm only. */
    int stuckAttempt;

    /** The priority that its next attempts get at least, because somebody waits for it; null for its own. */
    private volatile @Nullable TaskPriority raisedTo;

    /** Of the attempts that failed and were repeated. */
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    RunExtras(DefaultTaskRun<?> run) {
        super(run);
        this.waitingSince = run.queuedNanos();
    }

    synchronized void raise(TaskPriority atLeast) {
        TaskPriority now = raisedTo;
        if (now == null || now.compareTo(atLeast) < 0) {
            raisedTo = atLeast;
        }
    }

    @Nullable
    TaskPriority raisedTo() {
        return raisedTo;
    }

    /** Answers whether it had the place of a worker, which it has no more. */
    synchronized boolean takeWorkersPlace() {
        boolean had = workersPlace;
        workersPlace = false;
        return had;
    }

    synchronized StopActions needStopActions() {
        StopActions known = stopActions;
        if (known == null) {
            known = new StopActions();
            stopActions = known;
        }
        return known;
    }

    /** Foreign code follows: to be called without any lock. */
    void runStopActions() {
        StopActions known = stopActions;
        if (known != null) {
            known.run(run);
        }
    }

    void failed(Throwable failure) {
        failures.add(failure);
    }

    /** All failures, with the one that a run ended with. */
    List<Throwable> failures(@Nullable Throwable last) {
        List<Throwable> all = new ArrayList<>(failures);
        if (last != null) {
            all.add(last);
        }
        return List.copyOf(all);
    }
}
