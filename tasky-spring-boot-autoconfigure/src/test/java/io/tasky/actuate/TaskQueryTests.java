package io.tasky.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tasky.task.RunFilter;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskFilter;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskState;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

class TaskQueryTests {

    @Test
    void kindAndStateAreReadInAnyCase() {
        assertThat(TaskQuery.tasks("queue", "Paused", "io", "Mail"))
                .isEqualTo(new TaskFilter(TaskKind.QUEUE, TaskState.PAUSED, "io", "mail"));
    }

    @Test
    void emptyTextsAskForNothing() {
        assertThat(TaskQuery.tasks("", "", "", "")).isEqualTo(TaskFilter.ALL);
        assertThat(TaskQuery.runs("", "", "", "")).isEqualTo(RunFilter.LIVE);
    }

    @Test
    void severalStatusesStandBetweenCommas() {
        assertThat(TaskQuery.runs("mail.send", "failed, timed-out", null, null))
                .isEqualTo(new RunFilter("mail.send", null, Set.of(RunStatus.FAILED, RunStatus.TIMED_OUT)));
    }

    @Test
    void unknownKindStateOrStatusIsRefusedWithWhatIsPossible() {
        assertThatExceptionOfType(InvalidEndpointRequestException.class)
                .isThrownBy(() -> TaskQuery.tasks("weekly", null, null, null))
                .withMessage("Unknown kind 'weekly'. Possible is: PERIODIC, TIMER, QUEUE, BACKGROUND.");
        assertThatExceptionOfType(InvalidEndpointRequestException.class)
                .isThrownBy(() -> TaskQuery.tasks(null, "asleep", null, null))
                .withMessage("Unknown state 'asleep'. Possible is: ENABLED, PAUSED, DISABLED, ENDED.");
        assertThatExceptionOfType(InvalidEndpointRequestException.class)
                .isThrownBy(() -> TaskQuery.runs(null, "FAILED,gone", null, null))
                .withMessageContaining("Unknown status 'gone'. Possible is: HELD, WAITING, RUNNING");
    }

    @Test
    void withoutParametersThePageIsTheFirstHundred() {
        assertThat(PageRequest.of(null, null)).isEqualTo(new PageRequest(0, 100));
        assertThat(PageRequest.of("7", " 5 ")).isEqualTo(new PageRequest(7, 5));
    }

    @ParameterizedTest
    @CsvSource({"-1", "0", "1001"})
    void limitOutOfRangeIsRefused(String limit) {
        assertThatExceptionOfType(InvalidEndpointRequestException.class)
                .isThrownBy(() -> PageRequest.of(null, limit))
                .withMessage("limit is " + limit + ", which is out of range. Send 1 to 1000, or leave it out for 100.");
    }

    @ParameterizedTest
    @CsvSource({"many", "1.5", "99999999999"})
    void limitThatIsNoNumberIsRefused(String limit) {
        assertThatExceptionOfType(InvalidEndpointRequestException.class)
                .isThrownBy(() -> PageRequest.of(null, limit))
                .withMessage(
                        "limit is '" + limit + "', which is no whole number. Send 1 to 1000, or leave it out for 100.");
    }

    @Test
    void negativeOffsetIsRefused() {
        assertThatExceptionOfType(InvalidEndpointRequestException.class)
                .isThrownBy(() -> PageRequest.of("-1", null))
                .withMessage("offset is -1, which is out of range. Send how many to leave out, 0 or more.");
    }
}
