package io.tasky.supervisor;

import io.tasky.task.RunProgress;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskPriority;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * How a run is steered from outside and talks to those outside: stop, cancel, time-outs, messages, progress. Thread-safe.
 *
 * @param <T> the type of the result
 */
abstract class SteeredRun<T extends @Nullable Object> extends RunMoves<T> implements TaskContext {

    private static final VarHandle EXTRAS = handle(MethodHandles.lookup(), "extras", RunExtras.class);

    private volatile boolean stopRequested;

    private volatile @Nullable RunExtras extras;

    SteeredRun(TaskPriority priority) {
        super(priority);
    }

    abstract ManagedTask owner();

    abstract DefaultTaskRun<T> self();

    /** What was kept so far, or null. */
    final @Nullable RunExtras extras() {
        return extras;
    }

    final RunExtras needExtras() {
        RunExtras known = extras;
        if (known != null) {
            return known;
        }
        EXTRAS.compareAndSet(this, null, new RunExtras(self()));
        return Objects.requireNonNull(extras);
    }

    // Stop and cancel

    @Override
    public final boolean cancel(boolean mayInterruptIfRunning) {
        RunStatus before =
                settle(RunStatus.CANCELLED, null, owner().engine().time().nanoTime());
        if (before == null) {
            return false;
        }
        askToStop();
        forgetRetry();
        if (mayInterruptIfRunning) {
            interruptCode();
        }
        boolean removed = owner().pool().remove(this);
        // A waiting run that is in no line any more is in the hands of a thread, which will find it cancelled.
        boolean codeNeverComes = removed || before == RunStatus.HELD || before == RunStatus.RETRYING;
        owner().engine().outcomes().decidedEarly(self(), before, RunStatus.CANCELLED, codeNeverComes);
        return true;
    }

    private void forgetRetry() {
        RetryTurn.Plan next = retryPlan();
        if (next != null) {
            next.alarm().cancel();
            owner().pool().remove(next.turn());
        }
    }

    @Override
    public final boolean stop() {
        if (isDone()) {
            return false;
        }
        askToStop();
        if (status() != RunStatus.RUNNING) {
            // It waits; or it has ended meanwhile, maybe because it was asked to.
            cancel(false);
        }
        return true;
    }

    private void askToStop() {
        stopRequested = true;
        // Looked at after the write: whoever waits has made them before it looked at that.
        RunExtras known = extras;
        if (known != null) {
            known.stopRequested();
        }
    }

    /** Interrupts the thread that executes this run, or cancels the stage that it returned; false if there is neither. */
    final boolean interruptCode() {
        boolean thread = interruptThread();
        return cancelStage() || thread;
    }

    /** Interrupts the thread that executes this run, and lets a stage be cancelled that it returns after that. */
    final boolean interruptThread() {
        needExtras().interrupted = true;
        return interrupt();
    }

    /** Cancels the stage that the attempt has returned. Foreign code may follow from it. */
    final boolean cancelStage() {
        CompletableFuture<?> stage = needExtras().stage;
        return stage != null && stage.cancel(true);
    }

    /** The attempt goes on in a stage, without a thread. */
    final void awaitStage(CompletableFuture<?> stage) {
        RunExtras needed = needExtras();
        needed.stage = stage;
        if (needed.interrupted) {
            stage.cancel(true);
        }
    }

    @Override
    public final boolean isStopRequested() {
        return stopRequested;
    }

    // Attempts and their limits

    /** An attempt begins that may take so long. */
    final void limit(AttemptLimit limit) {
        needExtras().limit = limit;
        limit.start();
    }

    /** The code of the attempt has ended; answers what it failed with if it took too long. */
    final @Nullable TimeoutException endLimit() {
        RunExtras known = extras;
        if (known == null) {
            return null;
        }
        AttemptLimit limit = known.limit;
        TimeoutException failure = limit == null ? null : limit.end();
        known.limit = null;
        known.stage = null;
        known.interrupted = false;
        return failure;
    }

    /** Ends a run that took too long for good; false if it has an outcome already. */
    final boolean timeOut(TimeoutException failure) {
        needExtras().timeout = failure;
        return settle(RunStatus.TIMED_OUT, null, owner().engine().time().nanoTime()) != null;
    }

    @Override
    final @Nullable Throwable timedOutWith() {
        RunExtras known = extras;
        return known == null ? null : known.timeout;
    }

    @Override
    public final @Nullable Instant deadline() {
        RunExtras known = extras;
        AttemptLimit limit = known == null ? null : known.limit;
        return limit == null ? null : owner().engine().time().toInstant(limit.deadline());
    }

    /** When the attempt that goes on started, in nanoseconds of the time source. */
    final long attemptStartedNanos() {
        RunExtras known = extras;
        return attempt() > 1 && known != null ? known.attemptStarted : startedNanos();
    }

    final boolean beginRetry(RetryTurn.Plan next, Throwable failure) {
        RunExtras needed = needExtras();
        needed.retry = next;
        if (!moveTo(RunStatus.RETRYING)) {
            return false;
        }
        needed.failed(failure);
        return true;
    }

    /** The next attempt, or null if none was planned. */
    final RetryTurn.@Nullable Plan retryPlan() {
        RunExtras known = extras;
        return known == null ? null : known.retry;
    }

    @Override
    public final List<Throwable> failures() {
        RunExtras known = extras;
        Throwable last = exception();
        if (known != null) {
            return known.failures(last);
        }
        return last == null ? List.of() : List.of(last);
    }

    // Messages and progress

    @Override
    public final boolean send(Object message) {
        Objects.requireNonNull(message, "message");
        if (isDone()) {
            return false;
        }
        needExtras().send(message);
        return true;
    }

    @Override
    public final Object receive() throws InterruptedException {
        return needExtras().receive();
    }

    @Override
    public final @Nullable Object poll(Duration timeout) throws InterruptedException {
        return needExtras().poll(timeout);
    }

    @Override
    public final void sleep(Duration duration) throws InterruptedException {
        needExtras().sleep(duration);
    }

    @Override
    public final void progress(double fraction, @Nullable String text) {
        needExtras().progress =
                new RunProgress(fraction, text, owner().engine().time().now());
    }

    @Override
    public final @Nullable RunProgress progress() {
        RunExtras known = extras;
        return known == null ? null : known.progress;
    }
}
