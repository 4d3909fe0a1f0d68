package io.tasky.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.ZoneId;
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
        assertThatExceptionOfType(TaskConfigurationException.class)
                .isThrownBy(() -> TaskDefinition.timer("bell").with(TaskAttribute.WORKERS, 2))
                .withMessage("Task 'bell' is a TIMER task and has no workers.");
    }

    @Test
    void retryIsGivenAsAPolicy() {
        assertThatExceptionOfType(TaskConfigurationException.class)
                .isThrownBy(() -> TaskDefinition.timer("bell").with(TaskAttribute.RETRY_MAX_RETRIES, 2))
                .withMessage("Task 'bell' says retry.maxRetries, which is for annotations and the configuration.");
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
    void retryOutOfRangeIsRefused() {
        assertThatExceptionOfType(TaskConfigurationException.class)
                .isThrownBy(() -> RetryPolicy.fixed(-1, SECOND))
                .withMessageContaining("were -1, PT1S, 1.0 and PT1S");
    }
}
