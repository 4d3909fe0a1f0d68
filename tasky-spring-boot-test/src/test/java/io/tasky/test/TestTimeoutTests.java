package io.tasky.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.TaskConfigurationException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What {@code tasky.test.timeout} may say. */
class TestTimeoutTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withUserConfiguration(TaskyTestConfiguration.class, PooledTestConfiguration.class);

    @Test
    void timeoutIsTenSecondsUnlessTheTestSaysOtherwise() {
        runner.run(context ->
                assertThat(context.getBean(Stillness.class).timeout()).isEqualTo(Duration.ofSeconds(10)));
    }

    @ParameterizedTest
    @CsvSource({"200ms, PT0.2S", "1m30s, PT1M30S", "PT2S, PT2S"})
    void timeoutHasAUnit(String text, Duration timeout) {
        runner.withPropertyValues("tasky.test.timeout=" + text)
                .run(context ->
                        assertThat(context.getBean(Stillness.class).timeout()).isEqualTo(timeout));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            5    | tasky.test.timeout is '5', which has no unit: 5ms or 5s?
            soon | tasky.test.timeout is 'soon', which is no duration.
            -1s  | tasky.test.timeout is '-1s', and must not be negative.
            """)
    void valueThatMakesNoSenseStopsTheContext(String text, String message) {
        runner.withPropertyValues("tasky.test.timeout=" + text)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining(TaskConfigurationException.class.getSimpleName())
                        .hasStackTraceContaining(message));
    }
}
