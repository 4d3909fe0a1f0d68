package io.tasky.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.autoconfigure.TaskyAutoConfiguration;
import io.tasky.pool.PoolConfig;
import io.tasky.pool.PoolFullException;
import io.tasky.supervisor.ShutdownPolicy;
import io.tasky.supervisor.StopReport;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.TaskPriority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Loads and runs the examples of the documents, and compares what they quote with what the code says. */
@ExtendWith(OutputCaptureExtension.class)
class ExampleTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(TaskyAutoConfiguration.class))
            .withInitializer(new ConfigDataApplicationContextInitializer())
            .withBean(Mailing.class)
            .withBean(Billing.class);

    @ParameterizedTest
    @ValueSource(strings = {"configuration", "pools", "retry", "shutdown", "executor", "run-mode", "run-for"})
    void configurationIsTakenWithoutAWarning(String name, CapturedOutput output) {
        runner.withPropertyValues(location(name), "tasky.strict=true").run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(output).doesNotContain("WARN");
        });
    }

    @Test
    void configuredAttributesHold() {
        runner.withPropertyValues(location("configuration")).run(context -> {
            var tasks = context.getBean(TaskSupervisor.class);
            assertThat(tasks.task("mail.clean").snapshot().schedule()).isEqualTo("cron 0 0 2 * * * (Europe/Berlin)");
            assertThat(tasks.task("mail.clean").snapshot().priority()).isEqualTo(TaskPriority.LOW);
            assertThat(tasks.task("mail.digest").snapshot().pool()).isEqualTo("io");
            assertThat(queue(tasks).workers()).isEqualTo(4);
        });
    }

    @Test
    void attributesAreTakenFromEnvironmentVariables() {
        String variable = "TASKY_TASKS_MAIL_CLEAN_FIXEDDELAY";
        assertThat(Documents.read("docs/configuration.md")).contains(variable + "=2h");
        runner.withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource("systemEnvironment", Map.of(variable, "2h"))))
                .run(context -> assertThat(context.getBean(TaskSupervisor.class)
                                .task("mail.clean")
                                .snapshot()
                                .schedule())
                        .isEqualTo("fixed delay PT2H"));
    }

    @Test
    void poolExamplesWork() {
        runner.withPropertyValues(location("pools")).run(context -> {
            Mailing mailing = context.getBean(Mailing.class);
            assertThat(mailing.count().get(30, TimeUnit.SECONDS)).isEqualTo(42);
            assertThat(mailing.trySubmit(() -> {})).isPresent();
            mailing.grow();
            PoolConfig grown = context.getBean(TaskSupervisor.class).pool("io").config();
            assertThat(grown).isEqualTo(PoolConfig.of("io", 100).withLimits(1000, PoolConfig.DEFAULT_CRITICAL_MAX));
        });
    }

    @Test
    void resultExamplesWork() {
        runner.run(context -> {
            Billing billing = context.getBean(Billing.class);
            assertThat(billing.total().get(30, TimeUnit.SECONDS)).isEqualTo(42);
            assertThat(billing.print("A-1").get(30, TimeUnit.SECONDS)).isEqualTo("printed A-1");
            assertThat(billing.load("A-1").block(Duration.ofSeconds(30))).isEqualTo("loaded A-1");
        });
    }

    @Test
    void submittingExamplesWork() {
        runner.withBean(Submitting.class)
                .withPropertyValues(location("executor"))
                .run(context -> {
                    Submitting submitting = context.getBean(Submitting.class);
                    assertThat(submitting.resizeAll(List.of(() -> "a", () -> "b")))
                            .isTrue();
                    List<String> index = new ArrayList<>();
                    submitting.index(Stream.of(" a", "b ", " c "), index::add);
                    assertThat(index).containsExactly("a", "b", "c");
                    assertThat(submitting.importFile("file").get(30, TimeUnit.SECONDS))
                            .isEqualTo(2);
                    assertThat(submitting.withExecutor().get(30, TimeUnit.SECONDS))
                            .isEqualTo("a");
                    submitting.migrate(List.of(() -> "a", () -> "b"));
                    assertThat(context.getBean(TaskSupervisor.class).pools()).hasSize(2);
                    assertThat(context).hasBean("ioExecutor");
                });
    }

    @Test
    void tableOfLimitsIsTrue() {
        PoolConfig pool = PoolConfig.of("default", 20).withReserves(5, 5);
        assertThat(Documents.read("docs/pools.md"))
                .contains("| LOW | " + pool.limit(TaskPriority.LOW) + " |")
                .contains("| NORMAL | " + pool.limit(TaskPriority.NORMAL) + " |")
                .contains("| HIGH | " + pool.limit(TaskPriority.HIGH) + " |");
    }

    @Test
    void quotedRefusalIsWhatTheCodeSays() {
        PoolConfig pool = PoolConfig.of("io", 50).withLimits(1000, PoolConfig.DEFAULT_CRITICAL_MAX);
        assertThat(Documents.unindented(Documents.read("docs/pools.md")).replace("\n", " "))
                .contains(Objects.requireNonNull(new PoolFullException(pool, TaskPriority.LOW, 1000).getMessage()));
    }

    @Test
    void quotedReportIsWhatTheCodeSays() {
        StopReport report =
                new StopReport(12, 3, 1, Map.of("mail.digest", 40, "mail.clean", 1), Duration.ofMillis(30_004));
        assertThat(Documents.unindented(Documents.read("docs/shutdown.md")).replace("\n", " "))
                .contains("Tasky stopped: " + report.text() + ".");
    }

    @Test
    void documentedTimesAreTheDefaults() {
        assertThat(ShutdownPolicy.DEFAULT).isEqualTo(new ShutdownPolicy(Duration.ofSeconds(30), Duration.ofSeconds(5)));
    }

    private static QueueSnapshot queue(TaskSupervisor tasks) {
        return Objects.requireNonNull(tasks.task("mail.digest").snapshot().queue());
    }

    private static String location(String name) {
        return "spring.config.location=classpath:/docs/" + name + ".yml";
    }
}
