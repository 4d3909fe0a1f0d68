package io.tasky.supervisor;

import io.tasky.spi.RunContextCarrier.Captured;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskPriority;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of a run: how long each may take, and when the next one comes. Thread-safe.
 *
 * @param <T> the type of the result
 */
abstract class LimitedRun<T extends @Nullable Object> extends TalkingRun<T> {

    LimitedRun(
            ManagedTask owner,
            TaskPriority priority,
            @Nullable Object payload,
            long queued,
            @Nullable Captured context) {
        super(owner, priority, payload, queued, context);
    }

    /** An attempt begins that may take so long. */
    final void limit(AttemptLimit limit) {
        needExtras().limit = limit;
        limit.start();
    }

    /** The code of the attempt has ended; answers what is known of it if it took too long. */
    final @Nullable Expiry endLimit() {
        RunExtras known = extras();
        if (known == null) {
            return null;
        }
        AttemptLimit limit = known.limit;
        Expiry expiry = limit == null ? null : limit.end();
        known.limit = null;
        known.stopActions = null;
        known.stage = null;
        known.attemptEnd = null;
        known.interrupted = false;
        return expiry;
    }

    /** Ends a run that took too long for good; false if it has an outcome already. */
    final boolean timeOut(TimeoutException failure) {
        needExtras().timeout = failure;
        return settle(RunStatus.TIMED_OUT, null, owner().engine().time().nanoTime()) != null;
    }

    @Override
    final @Nullable Throwable timedOutWith() {
        RunExtras known = extras();
        return known == null ? null : known.timeout;
    }

    @Override
    public final @Nullable Instant deadline() {
        RunExtras known = extras();
        AttemptLimit limit = known == null ? null : known.limit;
        return limit == null ? null : owner().engine().time().toInstant(limit.deadline());
    }

    /** When the attempt that goes on started, in nanoseconds of the time source. */
    final long attemptStartedNanos() {
        RunExtras known = extras();
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
        RunExtras known = extras();
        return known == null ? null : known.retry;
    }

    /** Gives it at least that priority in its line, or as soon as it or its next attempt comes there. */
    final void raise(TaskPriority atLeast) {
        if (!owner().pool().raise(this, atLeast) && !isDone()) {
            needExtras().raise(atLeast);
            raiseInLine();
        }
    }

    /** After it or its next attempt came into its line, or its priority was raised: whichever is later finds the other. */
    final void raiseInLine() {
        RunExtras known = extras();
        TaskPriority atLeast = known == null ? null : known.raisedTo();
        if (atLeast != null) {
            RetryTurn.Plan next = retryPlan();
            owner().pool().raise(next == null ? this : next.turn(), atLeast);
        }
    }
}
