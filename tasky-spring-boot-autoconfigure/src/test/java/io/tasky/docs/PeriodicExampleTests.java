package io.tasky.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.autoconfigure.TaskyAutoConfiguration;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Loads and runs the examples of the document on periodic tasks. */
class PeriodicExampleTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(TaskyAutoConfiguration.class))
            .withInitializer(new ConfigDataApplicationContextInitializer())
            .withBean(Syncing.class);

    @Test
    void annotationsSaySchedules() {
        runner.run(context -> assertThat(context.getBean(TaskSupervisor.class).tasks())
                .extracting(TaskSnapshot::schedule)
                .containsExactly(
                        "fixed delay PT0S", "cron 0 0 2 * * * (Europe/Berlin)", "fixed rate PT10S, jitter PT2S"));
    }

    @Test
    void configurationIsTaken() {
        runner.withPropertyValues("spring.config.location=classpath:/docs/periodic.yml", "tasky.strict=true")
                .run(context -> assertThat(context.getBean(TaskSupervisor.class)
                                .task("sync.report")
                                .snapshot()
                                .schedule())
                        .isEqualTo("cron 0 0 4 * * MON-FRI (Europe/Berlin)"));
    }

    @Test
    void scheduleCanBeChangedAndForetold() {
        runner.run(context -> {
            context.getBean(TaskSupervisor.class).start();
            Syncing syncing = context.getBean(Syncing.class);
            syncing.hurry();
            List<Instant> next = syncing.preview();
            assertThat(next).hasSize(10);
            assertThat(Duration.between(next.get(0), next.get(9))).isEqualTo(Duration.ofSeconds(9));
        });
    }
}
