package io.tasky.task;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Repeats whatever failed, some times. Immutable.
 *
 * @param maxRetries how many attempts may follow the first one, at least 0
 * @param delay the first pause, and the shortest, zero or more
 * @param multiplier what each pause is multiplied by to give the next one, at least 1
 * @param maxDelay the longest pause
 * @param jitter how much the first pause may be longer or shorter by chance; it grows with the pauses
 */
record SteadyRetry(int maxRetries, Duration delay, double multiplier, Duration maxDelay, Duration jitter)
        implements RetryPolicy {

    SteadyRetry {
        if (maxRetries < 0 || delay.isNegative() || !(multiplier >= 1) || maxDelay.compareTo(delay) < 0) {
            throw new TaskConfigurationException(
                    "a retry must have at least 0 retries, a delay of at least zero, a multiplier of at least 1 and a longest"
                            + " delay that is no shorter than the first, were " + maxRetries + ", " + delay + ", "
                            + multiplier + " and " + maxDelay,
                    "Give values such as 3, PT1S, 2.0 and PT1M.");
        }
        if (jitter.isNegative()) {
            throw new TaskConfigurationException(
                    "a retry must have a jitter of at least zero, was " + jitter,
                    "Give a value such as PT0.1S, or zero.");
        }
    }

    @Override
    public @Nullable Duration nextDelay(int attempt, Throwable failure) {
        if (attempt > maxRetries) {
            return null;
        }
        double shortest = TimeSource.nanosOf(delay);
        double longest = TimeSource.nanosOf(maxDelay);
        // What is multiplied beyond all numbers is not to be multiplied with nothing.
        double nanos = shortest == 0 ? 0 : Math.min(shortest * Math.pow(multiplier, attempt - 1.0), longest);
        double swing = TimeSource.nanosOf(jitter) * (shortest == 0 ? 1 : nanos / shortest);
        double from = Math.max(nanos - swing, shortest);
        double to = Math.min(nanos + swing, longest);
        return Duration.ofNanos((long) (from < to ? ThreadLocalRandom.current().nextDouble(from, to) : from));
    }
}
