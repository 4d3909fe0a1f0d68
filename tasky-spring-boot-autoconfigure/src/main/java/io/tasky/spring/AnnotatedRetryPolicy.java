package io.tasky.spring;

import io.tasky.task.RetryPolicy;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskTimeoutException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.BackOffExecution;

/**
 * What {@code @Retry} and the configuration say, decided by Spring's own retry policy and back-off. Immutable, so
 * thread-safe.
 */
final class AnnotatedRetryPolicy implements RetryPolicy {

    private static final Duration LONGEST = Duration.ofMillis(Long.MAX_VALUE);

    private final org.springframework.core.retry.RetryPolicy policy;

    private final BackOff backOff;

    private final boolean includesSome;

    private AnnotatedRetryPolicy(org.springframework.core.retry.RetryPolicy policy, boolean includesSome) {
        this.policy = policy;
        this.backOff = policy.getBackOff();
        this.includesSome = includesSome;
    }

    /**
     * The policy of a task.
     *
     * @param attributes what annotation and configuration together say; durations are cut to whole milliseconds
     * @param includes the exceptions that are retried, all if empty
     * @param excludes the exceptions that are not retried
     * @return the policy, or null if nothing is retried
     */
    static @Nullable RetryPolicy of(
            TaskAttributes attributes,
            List<Class<? extends Throwable>> includes,
            List<Class<? extends Throwable>> excludes) {
        int maxRetries = attributes.get(TaskAttribute.RETRY_MAX_RETRIES, 0);
        if (maxRetries == 0) {
            return null;
        }
        var builder = org.springframework.core.retry.RetryPolicy.builder()
                .maxRetries(maxRetries)
                .includes(includes)
                .excludes(excludes);
        Duration delay = attributes.get(TaskAttribute.RETRY_DELAY);
        Double multiplier = attributes.get(TaskAttribute.RETRY_MULTIPLIER);
        Duration maxDelay = attributes.get(TaskAttribute.RETRY_MAX_DELAY);
        Duration jitter = attributes.get(TaskAttribute.RETRY_JITTER);
        if (delay != null) {
            builder.delay(bounded(delay));
        }
        if (multiplier != null) {
            builder.multiplier(multiplier);
        }
        if (maxDelay != null) {
            builder.maxDelay(bounded(maxDelay));
        }
        if (jitter != null) {
            builder.jitter(bounded(jitter));
        }
        return new AnnotatedRetryPolicy(builder.build(), !includes.isEmpty());
    }

    private static Duration bounded(Duration duration) {
        return duration.compareTo(LONGEST) < 0 ? duration : LONGEST;
    }

    @Override
    public @Nullable Duration nextDelay(int attempt, Throwable failure) {
        if (failure instanceof TaskTimeoutException && !includesSome) {
            // Code that took too long may still be at work elsewhere: to repeat it has to be asked for.
            return null;
        }
        if (!policy.shouldRetry(failure)) {
            return null;
        }
        // Spring's back-off counts by being asked; a run keeps none, so it is asked for all attempts so far.
        BackOffExecution pauses = backOff.start();
        long pause = pauses.nextBackOff();
        for (int asked = 1; asked < attempt && pause != BackOffExecution.STOP; asked++) {
            pause = pauses.nextBackOff();
        }
        return pause == BackOffExecution.STOP ? null : Duration.ofMillis(pause);
    }

    @Override
    public String toString() {
        return policy.toString();
    }
}
