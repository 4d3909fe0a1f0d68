package io.tasky.supervisor;

import io.tasky.task.RunProgress;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskStoppedException;
import io.tasky.task.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What only some runs need, so that the others do not pay for it: messages, waits, progress, limits, the stage that goes
 * on without a thread. Thread-safe; nothing foreign is called while its lock is held.
 */
final class RunExtras {

    /** A run that takes no messages must not fill the memory. */
    private static final int MOST_MESSAGES = 1_000;

    /** The next attempt of a run that waits for it; null unless it does. */
    volatile RetryTurn.@Nullable Plan retry;

    /** Whether somebody asked for this run. Written before others know the run. */
    boolean triggered;

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

    /** When an attempt after the first one started, in nanoseconds of the time source. */
    volatile long attemptStarted;

    /** What {@link RunWatch} has reported of this run. Used by its alarm only. */
    int reported;

    /** The attempt that it has reported as stuck last. Used by its alarm only. */
    int stuckAttempt;

    /** The priority that its next attempts get at least, because somebody waits for it; null for its own. */
    private volatile @Nullable TaskPriority raisedTo;

    /** Of the attempts that failed and were repeated. */
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    private final DefaultTaskRun<?> run;

    private final TimeSource time;

    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();

    /** Guarded by the lock. */
    private final Deque<Object> messages = new ArrayDeque<>();

    RunExtras(DefaultTaskRun<?> run) {
        this.run = run;
        this.time = run.owner().engine().time();
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

    void send(Object message) {
        lock.lock();
        try {
            if (messages.size() == MOST_MESSAGES) {
                throw new IllegalStateException("Run " + run.id() + " of '" + run.task() + "' has not taken "
                        + MOST_MESSAGES + " messages yet. Let it receive() them, or send fewer.");
            }
            messages.add(message);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Object receive() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (messages.isEmpty()) {
                checkGoesOn();
                changed.await();
            }
            return messages.remove();
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    Object poll(Duration timeout) throws InterruptedException {
        long deadline = time.nanoTime() + TimeSource.nanosOf(timeout);
        lock.lockInterruptibly();
        try {
            boolean timeLeft = true;
            while (messages.isEmpty() && timeLeft) {
                checkGoesOn();
                timeLeft = time.awaitUntil(lock, changed, deadline);
            }
            return messages.poll();
        } finally {
            lock.unlock();
        }
    }

    void sleep(Duration duration) throws InterruptedException {
        long deadline = time.nanoTime() + TimeSource.nanosOf(duration);
        lock.lockInterruptibly();
        try {
            boolean timeLeft = true;
            while (timeLeft) {
                checkGoesOn();
                timeLeft = time.awaitUntil(lock, changed, deadline);
            }
        } finally {
            lock.unlock();
        }
    }

    private void checkGoesOn() {
        if (run.isStopRequested()) {
            throw new TaskStoppedException(run.id(), run.task());
        }
    }

    /** Waits until the run has its outcome, by the clock; false if that moment came first. */
    boolean awaitOutcome(long deadlineNanoTime) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            boolean timeLeft = true;
            while (!run.isDone() && timeLeft) {
                timeLeft = time.awaitUntil(lock, changed, deadlineNanoTime);
            }
            return run.isDone();
        } finally {
            lock.unlock();
        }
    }

    /** The run was asked to stop, or has its outcome: whoever waits looks again. */
    void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
