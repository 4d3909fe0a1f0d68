package io.tasky.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.actuate.endpoint.web.PathMapper;

/** Which addresses the page has, relative to itself. */
class TaskyPageAddressesTests {

    @Test
    void withoutOtherPathsTheyAreTheNamesOfTheEndpoints() {
        assertThat(new TaskyPageAddresses(List.of()).fill("${tasks} ${taskruns} ${taskpools} ${taskyui}/app.js"))
                .isEqualTo("tasks taskruns taskpools taskyui/app.js");
    }

    @ParameterizedTest
    @CsvSource({
        "live, work, work, live",
        "live, work/all, work/all, live",
        "ops/live, work, ../work, ../ops/live",
        "ops/team/live, ops/work, ../../ops/work, ../../ops/team/live"
    })
    void otherPathsAreSeenFromThePage(String page, String tasks, String toTasks, String toFiles) {
        TaskyPageAddresses addresses = new TaskyPageAddresses(List.of(mapper(Map.of("taskyui", page, "tasks", tasks))));

        assertThat(addresses.fill("${tasks} ${taskyui}")).isEqualTo(toTasks + " " + toFiles);
    }

    @Test
    void nothingInAPathIsReadAsHtmlOrAsAnotherHost() {
        TaskyPageAddresses addresses =
                new TaskyPageAddresses(List.of(mapper(Map.of("tasks", "a \"b\"&<i>", "taskruns", "javascript:x"))));

        assertThat(addresses.fill("${tasks} ${taskruns}")).isEqualTo("a%20%22b%22%26%3Ci%3E javascript%3Ax");
    }

    private static PathMapper mapper(Map<String, String> paths) {
        return id -> paths.get(id.toString());
    }
}
