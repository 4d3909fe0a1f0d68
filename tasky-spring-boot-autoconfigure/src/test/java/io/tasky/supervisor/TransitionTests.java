package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskState;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransitionTests {

    private static List<String> words(String text) {
        return text == null || text.isBlank() ? List.of() : List.of(text.trim().split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "HELD, WAITING CANCELLED REJECTED",
        "WAITING, RUNNING CANCELLED REJECTED",
        "RUNNING, RETRYING SUCCEEDED FAILED CANCELLED TIMED_OUT",
        "RETRYING, RUNNING CANCELLED",
        "SUCCEEDED, ''",
        "FAILED, ''",
        "CANCELLED, ''",
        "TIMED_OUT, ''",
        "REJECTED, ''"
    })
    void runMovesAsTheTableSays(RunStatus from, String allowed) {
        assertThat(Arrays.stream(RunStatus.values())
                        .filter(from::canMoveTo)
                        .map(Enum::name)
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(words(allowed));
        assertThat(from.isFinal()).isEqualTo(words(allowed).isEmpty());
    }

    @Test
    void runIsNotHeldAnew() throws Exception {
        try (Rig rig = new Rig().started()) {
            rig.register(TaskKind.BACKGROUND, "mail", TaskAttributes.NONE, payload -> null);
            DefaultTaskRun<?> run =
                    (DefaultTaskRun<?>) rig.supervisor.hold("mail", null).run();
            assertThat(run.beginHeld()).isFalse();
            assertThat(run.status()).isEqualTo(RunStatus.HELD);
            run.cancel(false);
            assertThat(run.beginHeld()).isFalse();
            assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ENABLED, PAUSED DISABLED ENDED",
        "PAUSED, ENABLED DISABLED ENDED",
        "DISABLED, ENABLED",
        "ENDED, ENABLED DISABLED"
    })
    void taskMovesAsTheTableSays(TaskState from, String allowed) {
        assertThat(Arrays.stream(TaskState.values())
                        .filter(from::canMoveTo)
                        .map(Enum::name)
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(words(allowed));
    }

    @ParameterizedTest
    @CsvSource({
        "CREATED, RUNNING QUIET STOPPING CLOSED",
        "RUNNING, QUIET STOPPING",
        "QUIET, RUNNING STOPPING",
        "STOPPING, STOPPED",
        "STOPPED, RUNNING CLOSED",
        "CLOSED, ''"
    })
    void supervisorMovesAsTheTableSaysAndRefusesTheRest(SupervisorState from, String allowed) {
        for (SupervisorState next : SupervisorState.values()) {
            if (words(allowed).contains(next.name())) {
                assertThat(from.to(next)).isEqualTo(next);
            } else {
                assertThatThrownBy(() -> from.to(next))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("Cannot go from " + from + " to " + next + ".");
            }
        }
    }
}
