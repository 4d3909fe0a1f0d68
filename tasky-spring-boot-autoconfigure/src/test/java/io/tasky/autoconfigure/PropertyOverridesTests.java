package io.tasky.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.PeriodicTask;
import io.tasky.annotation.QueueWorker;
import io.tasky.spring.TaskOverrides;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskSnapshot;
import io.tasky.task.TaskState;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Attributes of tasks from the configuration. */
class PropertyOverridesTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(TaskyAutoConfiguration.class))
            .withBean("mail", Mail.class);

    static class Mail {
        @PeriodicTask(fixedRate = "1h", initialDelay = "1h")
        void send() {}

        @QueueWorker(name = "mail")
        void collect(String item) {}
    }

    @Test
    void aTaskIsNamedWithDotsOrInBrackets() {
        assertSchedule("fixed delay PT2M", "tasky.tasks.mail.send.fixed-delay=2m");
        assertSchedule("fixed delay PT2M", "tasky.tasks[mail.send].fixed-delay=2m");
    }

    @Test
    void attributesMayBeInCamelCaseAndHoldPlaceholders() {
        assertSchedule("fixed delay PT3M", "tasky.tasks.mail.send.fixedDelay=${pause}", "pause=3m");
    }

    @Test
    void namingATriggerReplacesTheWholeSchedule() {
        assertSchedule(
                "cron 0 0 2 * * * (UTC)", "tasky.tasks.mail.send.cron=0 0 2 * * *", "tasky.tasks.mail.send.zone=UTC");
    }

    @Test
    void aTaskWhoseNameBeginsAnotherOneIsTakenForItself() {
        runner.withPropertyValues(
                        "tasky.tasks.mail.capacity=7",
                        "tasky.tasks.mail.priority=low",
                        "tasky.tasks.mail.send.priority=high",
                        "tasky.tasks.mail.send.enabled=off")
                .run(context -> {
                    TaskSupervisor supervisor = context.getBean(TaskSupervisor.class);
                    TaskSnapshot collect = supervisor.task("mail").snapshot();
                    TaskSnapshot send = supervisor.task("mail.send").snapshot();
                    assertThat(supervisor.queue("mail").remainingCapacity()).isEqualTo(7);
                    assertThat(collect.priority()).isEqualTo(TaskPriority.LOW);
                    assertThat(collect.state()).isEqualTo(TaskState.ENABLED);
                    assertThat(send.priority()).isEqualTo(TaskPriority.HIGH);
                    assertThat(send.state()).isEqualTo(TaskState.DISABLED);
                });
    }

    @Test
    void environmentVariablesNameTasksToo() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        Map.of(
                                "TASKY_TASKS_MAILBOX_SENDALL_FIXEDRATE", "5s",
                                "TASKY_TASKS_MAILBOX_SENDALL_INITIAL_DELAY", "6s")));
        PropertyOverrides overrides = new PropertyOverrides(environment);
        assertThat(overrides.find("mailBox.sendAll", TaskAttribute.FIXED_RATE))
                .isNotNull()
                .extracting(setting -> setting.text())
                .isEqualTo("5s");
        assertThat(overrides.find("mailBox.sendAll", TaskAttribute.INITIAL_DELAY))
                .isNotNull()
                .extracting(setting -> setting.text())
                .isEqualTo("6s");
        assertThat(overrides.find("mailBox.sendAll", TaskAttribute.CRON)).isNull();
    }

    @Test
    void onlyTasksOfWhichSomethingIsSaidAreMentioned() {
        StandardEnvironment environment = new StandardEnvironment();
        PropertyOverrides overrides = new PropertyOverrides(environment);
        assertThat(overrides.mayMention("mail.send")).isFalse();
        TestPropertyValues.of(
                        "tasky.tasks.mail.send.retry.delay=2s",
                        "tasky.tasks[disk.Clean].timeout=1s",
                        "tasky.tasks.feed.params.url=x")
                .applyTo(environment);
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "test-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        Map.of("TASKY_TASKS_MAILBOX_SENDALL_FIXEDRATE", "5s")));
        assertThat(Stream.of("mail.send", "disk.Clean", "feed", "mailBox.sendAll", "mail", "other", "mail.sender")
                        .filter(overrides::mayMention))
                .contains("mail.send", "disk.Clean", "feed", "mailBox.sendAll")
                .doesNotContain("other", "mail.sender");
    }

    @Test
    void sourceThatCannotListItsNamesIsAskedForEach() {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new PropertySource<>("remote", new Object()) {
            @Override
            public @Nullable Object getProperty(String name) {
                return name.equals("tasky.tasks.mail.send.fixed-rate") ? "5s" : null;
            }
        });
        PropertyOverrides overrides = new PropertyOverrides(environment);
        assertThat(overrides.mayMention("mail.send")).isTrue();
        assertThat(overrides.find("mail.send", TaskAttribute.FIXED_RATE))
                .isNotNull()
                .extracting(TaskOverrides.Setting::text)
                .isEqualTo("5s");
    }

    @Test
    void valuesAreReadAsTheAnnotationsAreAndNamedByTheirProperty() {
        runner.withPropertyValues("tasky.tasks.mail.send.fixed-rate=5")
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(TaskConfigurationException.class)
                        .hasMessage("tasky.tasks.mail.send.fixed-rate is '5', which has no unit: 5ms or 5s?"));
    }

    @Test
    void blankMeansAsDeclared() {
        assertSchedule("fixed rate PT1H", "tasky.tasks.mail.send.cron=");
    }

    @Test
    void aTaskOfMixedCaseIsFoundByItsNameInKebabCase() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(TaskyAutoConfiguration.class))
                .withBean("mailBox", Mail.class)
                .withPropertyValues("tasky.tasks.mail-box.send.fixed-rate=9m")
                .run(context -> assertThat(context.getBean(TaskSupervisor.class)
                                .task("mailBox.send")
                                .snapshot()
                                .schedule())
                        .isEqualTo("fixed rate PT9M"));
    }

    @Test
    void retriesAndTimeoutAreNamedWithDotsInBracketsAndByTheEnvironment() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        Map.of(
                                "TASKY_TASKS_MAIL_SEND_RETRY_MAXRETRIES", "3",
                                "TASKY_TASKS_MAIL_SEND_RETRY_MAX_DELAY", "1m",
                                "TASKY_TASKS_MAIL_SEND_TIMEOUT", "9s")));
        TestPropertyValues.of("tasky.tasks.mail.send.retry.delay=2s", "tasky.tasks[mail.send].retry.jitter=1s")
                .applyTo(environment);
        PropertyOverrides overrides = new PropertyOverrides(environment);
        assertThat(Stream.of(
                                TaskAttribute.RETRY_MAX_RETRIES,
                                TaskAttribute.RETRY_MAX_DELAY,
                                TaskAttribute.TIMEOUT,
                                TaskAttribute.RETRY_DELAY,
                                TaskAttribute.RETRY_JITTER)
                        .map(attribute -> overrides.find("mail.send", attribute)))
                .doesNotContainNull()
                .extracting(TaskOverrides.Setting::text)
                .containsExactly("3", "1m", "9s", "2s", "1s");
        assertThat(overrides.find("mail.send", TaskAttribute.RETRY_MULTIPLIER)).isNull();
    }

    @Test
    void wrongRetriesAreNamedByTheirProperty() {
        runner.withPropertyValues("tasky.tasks.mail.send.retry.max-retries=-3")
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(TaskConfigurationException.class)
                        .hasMessage("tasky.tasks.mail.send.retry.max-retries is '-3', and must not be negative."));
    }

    @Test
    void wrongTimeoutIsNamedByItsProperty() {
        runner.withPropertyValues("tasky.tasks.mail.send.timeout=0s")
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(TaskConfigurationException.class)
                        .hasMessage("tasky.tasks.mail.send.timeout is '0s', and must be more than zero."));
    }

    private void assertSchedule(String expected, String... properties) {
        runner.withPropertyValues(properties)
                .run(context -> assertThat(context.getBean(TaskSupervisor.class)
                                .task("mail.send")
                                .snapshot()
                                .schedule())
                        .isEqualTo(expected));
    }
}
