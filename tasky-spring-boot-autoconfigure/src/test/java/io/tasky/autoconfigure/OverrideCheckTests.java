package io.tasky.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.PeriodicTask;
import io.tasky.task.TaskConfigurationException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Settings that fit no task. */
@ExtendWith(OutputCaptureExtension.class)
class OverrideCheckTests {

    private static final String UNKNOWN_TASK = "The property tasky.tasks.report.nightly.cron is for task"
            + " 'report.nightly', which nobody declared. Did you mean reports.nightly?";

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(TaskyAutoConfiguration.class))
            .withBean("reports", Reports.class);

    static class Reports {
        @PeriodicTask(fixedRate = "1h", initialDelay = "1h")
        void nightly() {}

        @BackgroundTask(name = "reports")
        void now() {}
    }

    @Test
    void anUnknownTaskIsAWarningWithNearNames(CapturedOutput output) {
        runner.withPropertyValues("tasky.tasks.report.nightly.cron=0 0 2 * * *").run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(output).contains("WARN").contains(UNKNOWN_TASK);
        });
    }

    @Test
    void anUnknownTaskInBracketsIsAWarning(CapturedOutput output) {
        runner.withPropertyValues("tasky.tasks[something.else].cron=0 0 2 * * *")
                .run(context -> assertThat(output)
                        .contains("The property tasky.tasks[something.else].cron is for task 'something.else',"
                                + " which nobody declared."));
    }

    @Test
    void anUnknownAttributeIsAWarningWithNearNames(CapturedOutput output) {
        runner.withPropertyValues("tasky.tasks.reports.nightly.fixed-rat=1s")
                .run(context -> assertThat(output)
                        .contains("The property tasky.tasks.reports.nightly.fixed-rat has no effect: task"
                                + " 'reports.nightly' is of kind PERIODIC and has no attribute 'fixed-rat'."
                                + " Did you mean fixed-rate?"));
    }

    @Test
    void anUnknownAttributeWithinAnotherIsAWarningWithNearNames(CapturedOutput output) {
        runner.withPropertyValues("tasky.tasks.reports.nightly.retry.max-retry=1", "tasky.tasks[reports].retry.dely=1s")
                .run(context -> assertThat(output)
                        .contains(
                                "has no attribute 'retry.max-retry'. Did you mean retry.max-delay or retry.max-retries?")
                        .contains("has no attribute 'retry.dely'. Did you mean retry.delay"));
    }

    @Test
    void anUnknownTaskIsNamedWithoutTheWholeAttribute(CapturedOutput output) {
        runner.withPropertyValues("tasky.tasks.report.nightly.retry.max-retries=1")
                .run(context -> assertThat(output)
                        .contains("is for task 'report.nightly', which nobody declared. Did you mean"
                                + " reports.nightly?"));
    }

    @Test
    void retriesOfATaskAreNoWarning(CapturedOutput output) {
        runner.withPropertyValues(
                        "tasky.tasks.reports.nightly.retry.max-retries=1",
                        "tasky.tasks[reports.nightly].retry.delay=1s",
                        "tasky.tasks.reports.timeout=10s")
                .run(context -> assertThat(output).doesNotContain("WARN"));
    }

    @Test
    void anAttributeOfAnotherKindIsAWarning(CapturedOutput output) {
        runner.withPropertyValues("tasky.tasks.reports.workers=2")
                .run(context -> assertThat(output)
                        .contains("The property tasky.tasks.reports.workers has no effect: task 'reports' is of kind"
                                + " BACKGROUND and has no attribute 'workers'."));
    }

    @Test
    void whereItIsStrictItStopsTheStartUp() {
        runner.withPropertyValues("tasky.strict=true", "tasky.tasks.report.nightly.cron=0 0 2 * * *")
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(TaskConfigurationException.class)
                        .hasMessage(UNKNOWN_TASK)
                        .satisfies(failure -> assertThat(((TaskConfigurationException) failure).remedy())
                                .isEqualTo("Correct the property, or set tasky.strict=false to be warned only.")));
    }

    @Test
    void whatFitsIsNoWarning(CapturedOutput output) {
        Map<String, Object> variables = Map.of(
                "TASKY_TASKS_REPORTS_NIGHTLY_FIXED_RATE", "1h", "TASKY_TASKS_REPORTS_NIGHTLY_INITIALDELAY", "1h");
        runner.withPropertyValues(
                        "tasky.strict=true",
                        "tasky.tasks.reports.nightly.overlap=skip",
                        "tasky.tasks[reports.nightly].onError=continue",
                        "tasky.tasks.reports.on-startup=false")
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables)))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(output).doesNotContain("WARN");
                });
    }

    @Test
    void nearNamesDifferByAFewLetters() {
        assertThat(NearNames.distance("mail.send", "Mail.sent")).isEqualTo(1);
        assertThat(NearNames.distance("", "abc")).isEqualTo(3);
        assertThat(NearNames.of("mial", java.util.List.of("mail", "male", "orders")))
                .containsExactly("mail", "male");
        assertThat(NearNames.of("unlike", java.util.List.of("mail", "orders"))).isEmpty();
    }
}
