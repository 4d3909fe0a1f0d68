package io.tasky.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.common.KeyValue;
import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tasky.actuate.TaskyActionEvent;
import io.tasky.autoconfigure.TaskyAutoConfiguration;
import io.tasky.autoconfigure.TaskyMetricsAutoConfiguration;
import io.tasky.observation.TaskObservationContext;
import io.tasky.observation.TaskObservationDocumentation;
import io.tasky.spi.TaskListener.TaskFacts;
import io.tasky.spring.TaskyFailureEvent;
import io.tasky.spring.TaskyStuckEvent;
import io.tasky.spring.TaskyWaitingEvent;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Runs the examples of the document on meters, and keeps its tables of key values and events true. */
@Timeout(60)
class MetricsExampleTests {

    private static final String DOCUMENT = Documents.read("docs/metrics.md");

    @Test
    void feedsAreMeasuredAsTheirTemplateAndTheirFailuresTold() {
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(TaskyAutoConfiguration.class, TaskyMetricsAutoConfiguration.class))
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withBean(Customers.class)
                .run(context -> {
                    Customers customers = context.getBean(Customers.class);
                    customers.follow("acme");
                    assertThat(customers.pager.take())
                            .isEqualTo("feed.acme FAILED after 1 attempts: java.lang.IllegalStateException: no line to"
                                    + " acme");
                    context.getBean(TaskSupervisor.class).pool("default").awaitIdle(Duration.ofSeconds(30));

                    assertThat(context.getBean(MeterRegistry.class)
                                    .get("tasky.run")
                                    .tags("task", "feed", "outcome", "FAILED")
                                    .timer()
                                    .count())
                            .isPositive();
                });
    }

    @Test
    void conventionAddsItsKeyValue() {
        TaskFacts facts = new TaskFacts("mail", TaskKind.BACKGROUND, "default", TaskPriority.NORMAL, null);
        TaskObservationContext context = new TaskObservationContext(TaskRun.of("sent"), facts);
        assertThat(new TeamConvention().getLowCardinalityKeyValues(context))
                .contains(KeyValue.of("team", "shipping"), KeyValue.of("task", "mail"));
    }

    @Test
    void tableOfKeyValuesIsMadeFromTheCode() {
        Stream<String> rows = Stream.concat(
                Stream.of(TaskObservationDocumentation.LowCardinality.values()).map(key -> row(key, key.name(), "low")),
                Stream.of(TaskObservationDocumentation.HighCardinality.values())
                        .map(key -> row(key, key.name(), "high")));
        assertThat(Documents.between(DOCUMENT, "observation"))
                .isEqualTo("| Key | Cardinality | What it is |\n|---|---|---|\n" + rows.collect(Collectors.joining()));
    }

    /** What it is, its Javadoc says. */
    private static String row(KeyName key, String constant, String cardinality) {
        String source = Documents.read(Path.of("src/main/java/io/tasky/observation/TaskObservationDocumentation.java"));
        MatchResult javadoc = Pattern.compile("/\\*\\* ([^*]+) \\*/\\s+" + constant + "\\(")
                .matcher(source)
                .results()
                .findFirst()
                .orElseThrow();
        return "| `" + key.asString() + "` | " + cardinality + " | " + javadoc.group(1) + " |\n";
    }

    @Test
    void tableOfEventsNamesThem() {
        List<String> named = Pattern.compile("(?m)^\\| `(\\w+)` \\|")
                .matcher(Documents.between(DOCUMENT, "events"))
                .results()
                .map(row -> row.group(1))
                .toList();
        assertThat(named)
                .containsExactly(
                        TaskyWaitingEvent.class.getSimpleName(),
                        TaskyStuckEvent.class.getSimpleName(),
                        TaskyFailureEvent.class.getSimpleName(),
                        TaskyActionEvent.class.getSimpleName());
    }
}
