package io.tasky.task;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

/** A value in place of a run. */
class CompletedRunTests {

    @Test
    void valueCannotBeRestarted() {
        assertThatIllegalStateException()
                .isThrownBy(() -> TaskRun.of("value").restart())
                .withMessage("This value was never submitted, so it cannot be restarted. Call the method again.");
    }
}
