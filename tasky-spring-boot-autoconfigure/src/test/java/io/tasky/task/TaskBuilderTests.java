package io.tasky.task;

import static io.tasky.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Definitions that are made step by step. */
class TaskBuilderTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void definitionSaysWhatItsBuilderWasTold() throws Throwable {
        TaskDefinition task = TaskDefinition.periodic("report")
                .cron("0 0 2 * * *", ZoneId.of("Europe/Berlin"))
                .pool("io")
                .priority(TaskPriority.LOW)
                .enabled(false)
                .timeout(SECOND)
                .maxConcurrent(2)
                .rateLimit(5, SECOND)
                .health(true)
                .param("region", "eu")
                .origin("here")
                .version(3)
                .call(() -> "done");

        assertThat(task.kind()).isEqualTo(TaskKind.PERIODIC);
        assertThat(task.attributes())
                .isEqualTo(TaskAttributes.NONE
                        .with(TaskAttribute.CRON, "0 0 2 * * *")
                        .with(TaskAttribute.ZONE, ZoneId.of("Europe/Berlin"))
                        .with(TaskAttribute.POOL, "io")
                        .with(TaskAttribute.PRIORITY, TaskPriority.LOW)
                        .with(TaskAttribute.ENABLED, false)
                        .with(TaskAttribute.TIMEOUT, SECOND)
                        .with(TaskAttribute.MAX_CONCURRENT, 2)
                        .with(TaskAttribute.RATE_LIMIT, new RateLimit(5, SECOND))
                        .with(TaskAttribute.HEALTH, true));
        assertThat(task.params()).containsEntry("region", "eu");
        assertThat(task.origin()).isEqualTo("here");
        assertThat(task.version()).isEqualTo(3);
        assertThat(task.body().call(null)).isEqualTo("done");
    }

    @Test
    void attributeOfAnotherKindIsRefused() {
        assertRefused(
                () -> TaskDefinition.timer("bell").with(TaskAttribute.WORKERS, 2),
                "Task 'bell' is a TIMER task and has no workers.",
                "Leave it out, or define a task of another kind.");
    }

    @Test
    void retryIsGivenAsAPolicy() {
        assertRefused(
                () -> TaskDefinition.timer("bell").with(TaskAttribute.RETRY_MAX_RETRIES, 2),
                "Task 'bell' says retry.maxRetries, which is for annotations and the configuration.",
                "Give it a policy with retry(...).");
    }

    @Test
    void pausesGrowUpToTheLongest() {
        RetryPolicy policy = RetryPolicy.exponential(4, SECOND, 2, Duration.ofSeconds(3));
        IllegalStateException failure = new IllegalStateException();
        assertThat(policy.nextDelay(1, failure)).isEqualTo(SECOND);
        assertThat(policy.nextDelay(2, failure)).isEqualTo(Duration.ofSeconds(2));
        assertThat(policy.nextDelay(3, failure)).isEqualTo(Duration.ofSeconds(3));
        assertThat(policy.nextDelay(4, failure)).isEqualTo(Duration.ofSeconds(3));
        assertThat(policy.nextDelay(5, failure)).isNull();
        assertThat(RetryPolicy.fixed(1, SECOND).nextDelay(1, failure)).isEqualTo(SECOND);
    }

    @Test
    void pausesAreLongerOrShorterByChanceAndGrowWithTheirJitter() {
        RetryPolicy policy = RetryPolicy.exponential(3, SECOND, 2, Duration.ofSeconds(3), Duration.ofMillis(500));
        IllegalStateException failure = new IllegalStateException();
        for (int i = 0; i < 1000; i++) {
            assertThat(policy.nextDelay(1, failure)).isBetween(SECOND, Duration.ofMillis(1500));
            assertThat(policy.nextDelay(2, failure)).isBetween(SECOND, Duration.ofSeconds(3));
            assertThat(policy.nextDelay(3, failure)).isBetween(Duration.ofMillis(1500), Duration.ofSeconds(3));
        }
        assertThat(Stream.generate(() -> String.valueOf(policy.nextDelay(1, failure)))
                        .limit(100)
                        .distinct())
                .hasSizeGreaterThan(1);
        assertThat(policy.nextDelay(4, failure)).isNull();
    }

    @Test
    void pauseOfNothingStaysNothingHoweverOftenItIsMultiplied() {
        RetryPolicy policy = RetryPolicy.exponential(5000, Duration.ZERO, 2, SECOND);
        assertThat(policy.nextDelay(5000, new IllegalStateException())).isZero();
    }

    @Test
    void jitterOfLessThanNothingIsRefused() {
        assertThatExceptionOfType(TaskConfigurationException.class)
                .isThrownBy(() -> RetryPolicy.exponential(1, SECOND, 1, SECOND, SECOND.negated()))
                .withMessage("a retry must have a jitter of at least zero, was PT-1S");
    }

    @Test
    void policyMayBeForSomeFailuresOnly() {
        RetryPolicy policy = RetryPolicy.fixed(1, SECOND).when(IllegalStateException.class::isInstance);
        assertThat(policy.nextDelay(1, new IllegalStateException())).isEqualTo(SECOND);
        assertThat(policy.nextDelay(2, new IllegalStateException())).isNull();
        assertThat(policy.nextDelay(1, new IllegalArgumentException())).isNull();
    }

    @Test
    void whatIsCodeIsNotSaidInWords() {
        assertRefused(
                () -> TaskDefinition.queue("orders").with(TaskAttribute.ORDER_BY, "byDeadline"),
                "Task 'orders' says orderBy in words, which is for annotated methods.",
                "Give the code for it: a method of this builder takes it.");
        assertRefused(
                () -> TaskDefinition.background("mail").with(TaskAttribute.SUBMIT, SubmitPolicy.NOW),
                "Task 'mail' says submit in words, which is for annotated methods.",
                "Leave it out: supervisor.call(...) submits at once, and supervisor.hold(...) waits.");
    }

    @Test
    void codeForBatchesNeedsTheirSize() {
        assertRefused(
                () -> TaskDefinition.queue("orders").forEachBatch(items -> {}),
                "Task 'orders' has code for batches, and no batchSize.",
                "Give it batchSize(...), or end it with forEach(...).");
    }

    @Test
    void retryOutOfRangeIsRefused() {
        assertThatExceptionOfType(TaskConfigurationException.class)
                .isThrownBy(() -> RetryPolicy.fixed(-1, SECOND))
                .withMessageContaining("were -1, PT1S, 1.0 and PT1S");
    }
}
