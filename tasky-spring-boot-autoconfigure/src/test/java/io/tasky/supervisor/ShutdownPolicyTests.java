package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tasky.task.TaskConfigurationException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ShutdownPolicyTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void timesBelowZeroAreRefused() {
        assertThatThrownBy(() -> new ShutdownPolicy(SECOND.negated(), SECOND))
                .isInstanceOf(TaskConfigurationException.class)
                .hasMessage("tasky.shutdown: await and stop-grace must not be negative, were PT-1S and PT1S.")
                .extracting(ex -> ((TaskConfigurationException) ex).remedy())
                .isEqualTo("Give durations such as 30s and 5s.");
    }

    @Test
    void graceMustBePartOfTheWholeTime() {
        assertThatThrownBy(() -> new ShutdownPolicy(SECOND, SECOND.multipliedBy(2)))
                .isInstanceOf(TaskConfigurationException.class)
                .hasMessage("tasky.shutdown: stop-grace (PT2S) is longer than await (PT1S), which it is a part of.")
                .extracting(ex -> ((TaskConfigurationException) ex).remedy())
                .isEqualTo("Lower tasky.shutdown.stop-grace or raise tasky.shutdown.await.");
    }

    @Test
    void runsAreAskedBeforeTheGraceAndInterruptedInItsLastFifth() {
        ShutdownPolicy policy = new ShutdownPolicy(SECOND.multipliedBy(30), SECOND.multipliedBy(5));

        assertThat(policy.askAfter()).isEqualTo(SECOND.multipliedBy(25));
        assertThat(policy.interruptAfter()).isEqualTo(SECOND.multipliedBy(29));
    }
}
