package io.tasky.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tasky.task.TaskConfigurationException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Checks what declarations are refused with. Without state, so thread-safe. */
public final class Refusals {

    private Refusals() {}

    /**
     * Checks that something is refused, with both texts.
     *
     * @param code what is to be refused
     * @param problem the text of what is wrong
     * @param remedy the text of what to do about it
     */
    public static void assertRefused(ThrowingCallable code, String problem, String remedy) {
        assertThatExceptionOfType(TaskConfigurationException.class)
                .isThrownBy(code)
                .withMessage(problem)
                .satisfies(refusal -> assertThat(refusal.remedy()).isEqualTo(remedy));
    }
}
