package io.tasky.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.BackgroundTask;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskRun;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Settings of the application's own for a task. */
class TaskParamsTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(TaskyAutoConfiguration.class))
            .withPropertyValues("tasky.strict=true")
            .withBean("reports", Reports.class);

    static class Reports {

        @BackgroundTask(name = "reports.nightly")
        TaskRun<Map<String, String>> nightly() {
            return TaskRun.of(new TreeMap<>(TaskContext.current().config()));
        }
    }

    private void assertParams(Map<String, String> expected, String... properties) {
        runner.withPropertyValues(properties).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(Reports.class).nightly().get(30, TimeUnit.SECONDS))
                    .isEqualTo(expected);
        });
    }

    @Test
    void runFindsWhatIsSaidUnderTheNameOfItsTask() {
        assertParams(
                Map.of("region", "eu", "rows", "100"),
                "tasky.tasks.reports.nightly.params.region=eu",
                "tasky.tasks.reports.nightly.params.rows=100",
                "tasky.tasks.reports.nightly.priority=low");
    }

    @Test
    void nameMayStandInBrackets() {
        assertParams(Map.of("region", "eu"), "tasky.tasks[reports.nightly].params.region=eu");
    }

    @Test
    void thereAreNoneUnlessSomethingIsSaid() {
        assertParams(Map.of());
    }
}
