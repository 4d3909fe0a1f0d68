package io.tasky.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tasky.task.Page;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskSnapshot;
import io.tasky.task.TaskState;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

class TaskQueryTests {

    private static final List<TaskSnapshot> TASKS = List.of(
            Snapshots.task("mail.send", TaskKind.BACKGROUND, TaskState.ENABLED, "io"),
            Snapshots.task("orders", TaskKind.QUEUE, TaskState.DISABLED, "default"),
            Snapshots.task("reports.nightly", TaskKind.PERIODIC, TaskState.ENABLED, "default"));

    @Test
    void withoutParametersTheFirstHundredTasksAreAnswered() {
        List<TaskSnapshot> many = IntStream.range(0, 150)
                .mapToObj(i -> Snapshots.task("task-" + i))
                .toList();

        Page<TaskSnapshot> page = query(null, null, null, null).page(many);

        assertThat(page.items()).isEqualTo(many.subList(0, 100));
        assertThat(page.total()).isEqualTo(150);
    }

    @Test
    void offsetAndLimitCutAPageOutOfWhatMatches() {
        Page<TaskSnapshot> page = new TaskQuery(null, "enabled", null, null, 1, 5).page(TASKS);

        assertThat(page.items()).extracting(TaskSnapshot::name).containsExactly("reports.nightly");
        assertThat(page.offset()).isEqualTo(1);
        assertThat(page.total()).isEqualTo(2);
    }

    @Test
    void offsetBeyondTheEndIsAnEmptyPage() {
        assertThat(new TaskQuery(null, null, null, null, 10, null).page(TASKS).items())
                .isEmpty();
    }

    @Test
    void kindAndStateMatchInAnyCase() {
        assertThat(names(query("queue", null, null, null))).containsExactly("orders");
        assertThat(names(query("PERIODIC", "Enabled", null, null))).containsExactly("reports.nightly");
        assertThat(names(query("TIMER", null, null, null))).isEmpty();
    }

    @Test
    void poolMatchesAsAWhole() {
        assertThat(names(query(null, null, "io", null))).containsExactly("mail.send");
        assertThat(names(query(null, null, "i", null))).isEmpty();
    }

    @Test
    void nameMatchesAPartInAnyCase() {
        assertThat(names(query(null, null, null, "R"))).containsExactly("orders", "reports.nightly");
    }

    @Test
    void emptyValuesAskForNothing() {
        assertThat(names(query("", "", "", ""))).hasSize(3);
    }

    @Test
    void unknownKindOrStateIsRefusedWithWhatIsPossible() {
        assertThatExceptionOfType(InvalidEndpointRequestException.class)
                .isThrownBy(() -> query("weekly", null, null, null))
                .withMessage("Unknown kind 'weekly'. Possible is: PERIODIC, TIMER, QUEUE, BACKGROUND.");
        assertThatExceptionOfType(InvalidEndpointRequestException.class)
                .isThrownBy(() -> query(null, "asleep", null, null))
                .withMessage("Unknown state 'asleep'. Possible is: ENABLED, PAUSED, DISABLED, ENDED.");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1001})
    void limitOutOfRangeIsRefused(int limit) {
        assertThatExceptionOfType(InvalidEndpointRequestException.class)
                .isThrownBy(() -> new TaskQuery(null, null, null, null, null, limit))
                .withMessage("limit must be 1 to 1000, was " + limit + ".");
    }

    @Test
    void negativeOffsetIsRefused() {
        assertThatExceptionOfType(InvalidEndpointRequestException.class)
                .isThrownBy(() -> new TaskQuery(null, null, null, null, -1, null))
                .withMessage("offset must be 0 or more, was -1.");
    }

    private static TaskQuery query(
            @Nullable String kind, @Nullable String state, @Nullable String pool, @Nullable String name) {
        return new TaskQuery(kind, state, pool, name, null, null);
    }

    private static List<String> names(TaskQuery query) {
        return query.page(TASKS).items().stream().map(TaskSnapshot::name).toList();
    }
}
