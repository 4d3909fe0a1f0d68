package io.tasky.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.autoconfigure.TaskyAutoConfiguration;
import io.tasky.docs.Reporting.Report;
import io.tasky.supervisor.WatchPolicy;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskRun;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Runs the examples of the page on runs, and compares what it says with what the code says. */
class RunsExampleTests {

    private static final String PAGE = Documents.read("docs/runs.md");

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(TaskyAutoConfiguration.class))
            .withBean(Reporting.class);

    @Test
    void reportIsWrittenPageByPage() {
        runner.run(context -> {
            Reporting reporting = context.getBean(Reporting.class);
            TaskRun<Report> run = reporting.report(3, outsideOfARun());
            assertThat(run.get(30, TimeUnit.SECONDS).pages()).containsExactly(1, 2, 3);
            assertThat(run.progress())
                    .isNotNull()
                    .satisfies(progress -> assertThat(progress.text()).isEqualTo("page 3 of 3"));
        });
    }

    @Test
    void steeredReportIsCancelled() {
        runner.run(context -> {
            Reporting reporting = context.getBean(Reporting.class);
            TaskRun<Report> run = reporting.report(Integer.MAX_VALUE, outsideOfARun());
            reporting.steer(run);
            assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
        });
    }

    /** Whatever a caller gives: the run gets its own. */
    @SuppressWarnings("NullAway") // Nobody reads what is given here.
    private static TaskContext outsideOfARun() {
        return null;
    }

    @Test
    void tableOfStatusesIsTrue() {
        for (RunStatus status : RunStatus.values()) {
            String moves = Arrays.stream(RunStatus.values())
                    .filter(status::canMoveTo)
                    .map(next -> "`" + next + "`")
                    .collect(Collectors.joining(", "));
            assertThat(PAGE)
                    .containsPattern(
                            "\\| `" + status + "` \\| [^|]+ \\| " + (moves.isEmpty() ? "its end" : moves) + " \\|");
        }
    }

    @Test
    void documentedLengthsAreTheDefaults() {
        assertThat(WatchPolicy.DEFAULT)
                .isEqualTo(
                        new WatchPolicy(Duration.ofSeconds(5), Duration.ofSeconds(10), false, Duration.ofMinutes(10)));
        assertThat(PAGE).contains("(5 s)", "(10 s)", "(10 min)");
    }
}
