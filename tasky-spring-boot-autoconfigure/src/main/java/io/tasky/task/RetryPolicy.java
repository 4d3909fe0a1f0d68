package io.tasky.task;

import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a failed attempt is repeated. Implementations are thread-safe, short, and do not block: at a time-out they
 * are asked on Tasky's clock thread.
 */
@FunctionalInterface
public interface RetryPolicy {

    /**
     * How long to wait before the next attempt. No slot and no thread is taken meanwhile.
     *
     * @param attempt the number of the attempt that failed, from 1
     * @param failure what it failed with
     * @return the pause, zero or more, or null to give up
     */
    @Nullable
    Duration nextDelay(int attempt, Throwable failure);

    /**
     * This policy for some failures only, so that all others are given up at once.
     *
     * @param condition whether a failure may be repeated; as thread-safe and short as a policy
     * @return a new policy
     */
    default RetryPolicy when(Predicate<? super Throwable> condition) {
        return (attempt, failure) -> condition.test(failure) ? nextDelay(attempt, failure) : null;
    }

    /**
     * Repeats whatever failed, time-outs too, after pauses of the same length.
     *
     * @param maxRetries how many attempts may follow the first one, at least 0
     * @param delay the pause, zero or more
     * @return the policy
     * @throws TaskConfigurationException if one of them is out of range
     */
    static RetryPolicy fixed(int maxRetries, Duration delay) {
        return new SteadyRetry(maxRetries, delay, 1, delay, Duration.ZERO);
    }

    /**
     * Repeats whatever failed, time-outs too, after pauses that grow.
     *
     * @param maxRetries how many attempts may follow the first one, at least 0
     * @param delay the first pause, zero or more
     * @param multiplier what each pause is multiplied by to give the next one, at least 1
     * @param maxDelay the longest pause
     * @return the policy
     * @throws TaskConfigurationException if one of them is out of range
     */
    static RetryPolicy exponential(int maxRetries, Duration delay, double multiplier, Duration maxDelay) {
        return exponential(maxRetries, delay, multiplier, maxDelay, Duration.ZERO);
    }

    /**
     * Repeats whatever failed, time-outs too, after pauses that grow, and are longer or shorter by chance.
     *
     * @param maxRetries how many attempts may follow the first one, at least 0
     * @param delay the first pause, and the shortest, zero or more
     * @param multiplier what each pause is multiplied by to give the next one, at least 1
     * @param maxDelay the longest pause, whatever multiplier and jitter make of it
     * @param jitter how much the first pause may be longer or shorter, zero or more; it grows with the pauses
     * @return the policy
     * @throws TaskConfigurationException if one of them is out of range
     */
    static RetryPolicy exponential(
            int maxRetries, Duration delay, double multiplier, Duration maxDelay, Duration jitter) {
        return new SteadyRetry(maxRetries, delay, multiplier, maxDelay, jitter);
    }
}
