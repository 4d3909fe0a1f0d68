package io.tasky.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The policies that are there already. */
class RetryPolicyTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Throwable failure = new IllegalStateException("no");

    @Test
    void pausesOfTheSameLengthEndAfterTheLastRetry() {
        RetryPolicy policy = RetryPolicy.fixed(2, SECOND);
        assertThat(policy.nextDelay(1, failure)).isEqualTo(SECOND);
        assertThat(policy.nextDelay(2, failure)).isEqualTo(SECOND);
        assertThat(policy.nextDelay(3, failure)).isNull();
    }

    @Test
    void pausesGrowUpToTheLongest() {
        RetryPolicy policy = RetryPolicy.exponential(5, SECOND, 2, Duration.ofSeconds(5));
        assertThat(IntStream.rangeClosed(1, 5).mapToObj(attempt -> policy.nextDelay(attempt, failure)))
                .containsExactly(
                        SECOND,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @CsvSource({
        "-1, PT1S, 2.0, PT1M",
        "3, PT-1S, 2.0, PT1M",
        "3, PT1S, 0.5, PT1M",
        "3, PT1S, NaN, PT1M",
        "3, PT1M, 2.0, PT1S"
    })
    void valuesOutOfRangeAreRefused(int retries, Duration delay, double multiplier, Duration longest) {
        assertThatExceptionOfType(TaskConfigurationException.class)
                .isThrownBy(() -> RetryPolicy.exponential(retries, delay, multiplier, longest))
                .withMessage(
                        "a retry must have at least 0 retries, a delay of at least zero, a multiplier of at least 1 and a"
                                + " longest delay that is no shorter than the first, were " + retries + ", " + delay
                                + ", "
                                + multiplier + " and " + longest)
                .satisfies(refusal ->
                        assertThat(refusal.remedy()).isEqualTo("Give values such as 3, PT1S, 2.0 and PT1M."));
    }
}
