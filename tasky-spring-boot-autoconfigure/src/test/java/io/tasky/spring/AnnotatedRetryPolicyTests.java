package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.RetryPolicy;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskTimeoutException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When the next attempt follows, if any. */
class AnnotatedRetryPolicyTests {

    private final IOException failure = new IOException("no");

    private static final TaskAttributes TWICE = TaskAttributes.NONE.with(TaskAttribute.RETRY_MAX_RETRIES, 2);

    private static RetryPolicy policy(TaskAttributes attributes) {
        return policy(attributes, List.of(), List.of());
    }

    private static RetryPolicy policy(
            TaskAttributes attributes,
            List<Class<? extends Throwable>> includes,
            List<Class<? extends Throwable>> excludes) {
        return Objects.requireNonNull(AnnotatedRetryPolicy.of(attributes, includes, excludes));
    }

    private List<@Nullable Duration> pauses(RetryPolicy policy, int attempts) {
        Stream<@Nullable Duration> pauses =
                IntStream.rangeClosed(1, attempts).mapToObj(attempt -> policy.nextDelay(attempt, failure));
        return pauses.toList();
    }

    @Test
    void nothingIsRetriedUnlessSomebodySaysHowOften() {
        assertThat(AnnotatedRetryPolicy.of(TaskAttributes.NONE, List.of(), List.of()))
                .isNull();
        assertThat(AnnotatedRetryPolicy.of(
                        TaskAttributes.NONE.with(TaskAttribute.RETRY_MAX_RETRIES, 0), List.of(), List.of()))
                .isNull();
    }

    @Test
    void pauseIsASecondUnlessSaidOtherwise() {
        assertThat(pauses(policy(TWICE), 3)).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1), null);
    }

    @Test
    void pausesGrowByTheMultiplierUpToTheLongest() {
        TaskAttributes growing = TaskAttributes.NONE
                .with(TaskAttribute.RETRY_MAX_RETRIES, 5)
                .with(TaskAttribute.RETRY_DELAY, Duration.ofMillis(100))
                .with(TaskAttribute.RETRY_MULTIPLIER, 3.0)
                .with(TaskAttribute.RETRY_MAX_DELAY, Duration.ofSeconds(1));
        assertThat(pauses(policy(growing), 6))
                .containsExactly(
                        Duration.ofMillis(100),
                        Duration.ofMillis(300),
                        Duration.ofMillis(900),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        null);
    }

    @Test
    void jitterMakesAPauseLongerByChanceAndNeverShorterThanTheDelay() {
        TaskAttributes jittered = TWICE.with(TaskAttribute.RETRY_DELAY, Duration.ofSeconds(10))
                .with(TaskAttribute.RETRY_JITTER, Duration.ofSeconds(2));
        for (int i = 0; i < 100; i++) {
            assertThat(policy(jittered).nextDelay(1, failure))
                    .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(12));
        }
    }

    @Test
    void longestDurationsAreTaken() {
        Duration longest = Duration.ofSeconds(Long.MAX_VALUE);
        TaskAttributes slow = TWICE.with(TaskAttribute.RETRY_DELAY, longest)
                .with(TaskAttribute.RETRY_MAX_DELAY, longest)
                .with(TaskAttribute.RETRY_JITTER, Duration.ZERO);
        assertThat(policy(slow).nextDelay(1, failure)).isGreaterThan(Duration.ofDays(1_000_000));
    }

    @Test
    void onlyWhatIsIncludedIsRetriedAlsoAsACause() {
        RetryPolicy policy = policy(TWICE, List.of(IOException.class), List.of());
        assertThat(policy.nextDelay(1, new NoSuchFileException("x"))).isNotNull();
        assertThat(policy.nextDelay(1, new UncheckedIOException(failure))).isNotNull();
        assertThat(policy.nextDelay(1, new IllegalStateException("x"))).isNull();
    }

    @Test
    void whatIsExcludedIsNotRetried() {
        RetryPolicy policy = policy(TWICE, List.of(IOException.class), List.of(NoSuchFileException.class));
        assertThat(policy.nextDelay(1, failure)).isNotNull();
        assertThat(policy.nextDelay(1, new NoSuchFileException("x"))).isNull();
    }

    @Test
    void timeoutIsRetriedOnlyIfItIsIncluded() {
        TimeoutException timeout = new TaskTimeoutException("too long");
        assertThat(policy(TWICE).nextDelay(1, timeout)).isNull();
        assertThat(policy(TWICE, List.of(IOException.class), List.of()).nextDelay(1, timeout))
                .isNull();
        assertThat(policy(TWICE).nextDelay(1, new TimeoutException("the method's own")))
                .isNotNull();
        assertThat(policy(TWICE, List.of(TimeoutException.class), List.of()).nextDelay(1, timeout))
                .isNotNull();
    }
}
