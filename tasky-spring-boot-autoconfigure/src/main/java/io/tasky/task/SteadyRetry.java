package io.tasky.task;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Repeats whatever failed, some times. Immutable.
 *
 * @param maxRetries how many attempts may follow the first one, at least 0
 * @param delay the first pause, zero or more
 * @param multiplier what each pause is multiplied by to give the next one, at least 1
 * @param maxDelay the longest pause
 */
record SteadyRetry(int maxRetries, Duration delay, double multiplier, Duration maxDelay) implements RetryPolicy {

    SteadyRetry {
        if (maxRetries < 0 || delay.isNegative() || !(multiplier >= 1) || maxDelay.compareTo(delay) < 0) {
            throw new TaskConfigurationException(
                    "a retry must have at least 0 retries, a delay of at least zero, a multiplier of at least 1 and a longest"
                            + " delay that is no shorter than the first, were " + maxRetries + ", " + delay + ", "
                            + multiplier + " and " + maxDelay,
                    "Give values such as 3, PT1S, 2.0 and PT1M.");
        }
    }

    @Override
    public @Nullable Duration nextDelay(int attempt, Throwable failure) {
        if (attempt > maxRetries) {
            return null;
        }
        double nanos = TimeSource.nanosOf(delay) * Math.pow(multiplier, attempt - 1.0);
        Duration longest = Duration.ofNanos(TimeSource.nanosOf(maxDelay));
        return nanos < longest.toNanos() ? Duration.ofNanos((long) nanos) : longest;
    }
}
