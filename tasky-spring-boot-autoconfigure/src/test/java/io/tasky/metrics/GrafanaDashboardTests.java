package io.tasky.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tasky.autoconfigure.TaskyAutoConfiguration;
import io.tasky.autoconfigure.TaskyMetricsAutoConfiguration;
import io.tasky.spi.TaskListener.TaskFacts;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard shows what Prometheus gets from an application, all of it, and nothing that is not there. */
@Timeout(60)
class GrafanaDashboardTests {

    private static final JsonNode DASHBOARD =
            new JsonMapper().readTree(Path.of("..", "docs", "grafana-dashboard.json"));

    private static final Pattern METRIC = Pattern.compile("tasky_[a-z_]+");

    private static final Pattern LABELS = Pattern.compile("\\{([^}]*)}|by \\(([^)]*)\\)");

    private static final Pattern LABEL = Pattern.compile("([a-z_]+)(?:=~?\"[^\"]*\")?");

    private static final Pattern LEGEND = Pattern.compile("\\{\\{([a-z_]+)}}");

    private static final Pattern SAMPLE = Pattern.compile("(?m)^(tasky_[a-z_]+)\\{([^}]*)}");

    /** Prometheus adds these to whatever it gets. */
    private static final Set<String> OF_PROMETHEUS = Set.of("instance", "job");

    private static final TaskFacts TIMER =
            new TaskFacts("reminders", TaskKind.TIMER, "default", TaskPriority.NORMAL, null);

    /** The label names of what a running application gives to Prometheus, by the names of the metrics. */
    private static Map<String, Set<String>> scraped() {
        AtomicReference<String> text = new AtomicReference<>("");
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        TaskyAutoConfiguration.class,
                        TaskyMetricsAutoConfiguration.class,
                        MetricsAutoConfiguration.class,
                        CompositeMeterRegistryAutoConfiguration.class,
                        PrometheusMetricsExportAutoConfiguration.class))
                .withBean(
                        "reminders",
                        TaskDefinition.class,
                        () -> TaskDefinition.timer("reminders")
                                .delay(Duration.ofHours(1))
                                .run(() -> {}))
                .withBean(
                        "orders",
                        TaskDefinition.class,
                        () -> TaskDefinition.queue("orders").<String>forEach(item -> {}))
                .run(context -> {
                    meetEverything(context);
                    text.set(context.getBean(PrometheusMeterRegistry.class).scrape());
                });
        return SAMPLE.matcher(text.get())
                .results()
                .collect(Collectors.toMap(
                        sample -> sample.group(1),
                        sample -> labels(sample.group(2)),
                        (one, other) -> one,
                        TreeMap::new));
    }

    /** One run in earnest; what is rare is told as the supervisor would tell it. */
    private static void meetEverything(ApplicationContext context) throws Exception {
        TaskSupervisor supervisor = context.getBean(TaskSupervisor.class);
        supervisor.queue("orders").put("an order");
        supervisor.timer("reminders").fire();
        supervisor.pool("default").awaitIdle(Duration.ofSeconds(30));
        TaskyMetrics metrics = context.getBean(TaskyMetrics.class);
        TaskRun<String> run = TaskRun.of("done");
        metrics.onFinished(run, TIMER, 1);
        metrics.onStarted(run, TIMER, 1);
        metrics.onLateness(TIMER, 1);
        metrics.onRejected(TIMER);
        metrics.onSkipped(TIMER, 1);
        metrics.onRetry(run, TIMER, new IllegalStateException(), Duration.ZERO);
        metrics.onDeadLetter(run, TIMER, "an order");
        metrics.onItemDropped("orders", "an order");
    }

    private static Set<String> labels(String text) {
        return LABEL.matcher(text)
                .results()
                .map(label -> label.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A query and its legend. */
    private record Target(String expression, String legend) {

        Set<String> metrics() {
            return METRIC.matcher(expression)
                    .results()
                    .map(match -> match.group())
                    .collect(Collectors.toSet());
        }

        Set<String> labels() {
            Stream<String> inExpression = LABELS.matcher(expression)
                    .results()
                    .flatMap(match ->
                            GrafanaDashboardTests.labels(match.group(1) != null ? match.group(1) : match.group(2))
                                    .stream());
            Stream<String> inLegend = LEGEND.matcher(legend).results().map(match -> match.group(1));
            return Stream.concat(inExpression, inLegend).collect(Collectors.toSet());
        }
    }

    private static List<Target> targets() {
        Stream<Target> panels = DASHBOARD
                .get("panels")
                .valueStream()
                .flatMap(panel -> panel.path("targets").valueStream())
                .map(target -> new Target(
                        target.get("expr").asString(),
                        target.get("legendFormat").asString()));
        Stream<Target> variables = DASHBOARD
                .get("templating")
                .get("list")
                .valueStream()
                .filter(variable -> variable.get("type").asString().equals("query"))
                .map(variable -> new Target(variable.get("query").get("query").asString(), ""));
        return Stream.concat(panels, variables).toList();
    }

    @Test
    void dashboardUsesEveryMetricAndNoOther() {
        Set<String> used =
                targets().stream().flatMap(target -> target.metrics().stream()).collect(Collectors.toSet());
        assertThat(used).containsExactlyInAnyOrderElementsOf(scraped().keySet());
    }

    @Test
    void dashboardUsesLabelsThatItsMetricsHave() {
        Map<String, Set<String>> scraped = scraped();
        assertThat(targets())
                .allSatisfy(target -> target.metrics().forEach(metric -> {
                    Set<String> known = new TreeSet<>(OF_PROMETHEUS);
                    known.addAll(scraped.getOrDefault(metric, Set.of()));
                    assertThat(known).as("%s in %s", metric, target).containsAll(target.labels());
                }));
    }

    @Test
    void whatIsNotThereIsFound() {
        Target target = new Target("sum by (pool) (rate(tasky_run_total{task=\"a\", shop=~\"b|c\"}[1m]))", "{{item}}");
        assertThat(target.metrics()).containsExactly("tasky_run_total");
        assertThat(target.labels()).containsExactlyInAnyOrder("pool", "task", "shop", "item");
        assertThat(labels("outcome=\"FAILED\",task=\"a.b\"")).containsExactly("outcome", "task");
    }

    @Test
    void everyMeterOfTheTableIsScraped() {
        Set<String> names = scraped().keySet();
        assertThat(TaskyMeter.values())
                .allSatisfy(meter -> assertThat(names)
                        .anyMatch(name -> name.startsWith(meter.meterName().replace('.', '_'))));
    }
}
