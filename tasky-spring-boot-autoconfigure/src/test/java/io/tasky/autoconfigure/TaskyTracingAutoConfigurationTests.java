package io.tasky.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.tasky.observation.DefaultTaskObservationConvention;
import io.tasky.observation.TaskObservationContext;
import io.tasky.observation.TaskObservationConvention;
import io.tasky.observation.TaskObservations;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.RunOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** Runs are observed where there is a tracer, and nowhere else. */
@Timeout(60)
class TaskyTracingAutoConfigurationTests {

    private final List<String> spans = new CopyOnWriteArrayList<>();

    private final ApplicationContextRunner withoutTracer = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    TaskyAutoConfiguration.class,
                    TaskyMetricsAutoConfiguration.class,
                    TaskyTracingAutoConfiguration.class,
                    MetricsAutoConfiguration.class,
                    CompositeMeterRegistryAutoConfiguration.class,
                    SimpleMetricsExportAutoConfiguration.class,
                    ObservationAutoConfiguration.class,
                    NoopTracerAutoConfiguration.class,
                    MicrometerTracingAutoConfiguration.class));

    private final ApplicationContextRunner runner = withoutTracer
            .withConfiguration(AutoConfigurations.of(
                    OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class))
            .withPropertyValues("management.tracing.sampling.probability=1")
            .withBean(SpanProcessor.class, () -> new SpanProcessor() {

                @Override
                public void onStart(Context parent, ReadWriteSpan span) {}

                @Override
                public boolean isStartRequired() {
                    return false;
                }

                @Override
                public void onEnd(ReadableSpan span) {
                    spans.add(span.getName() + " " + span.getAttribute(AttributeKey.stringKey("outcome")));
                }

                @Override
                public boolean isEndRequired() {
                    return true;
                }
            });

    private static void run(ApplicationContext context) throws Exception {
        TaskSupervisor supervisor = context.getBean(TaskSupervisor.class);
        assertThat(supervisor.submit(() -> "done", RunOptions.DEFAULTS).get()).isEqualTo("done");
        supervisor.pool("default").awaitIdle(Duration.ofSeconds(30));
    }

    @Test
    void runsAreObservedWithATracer() {
        runner.run(context -> {
            run(context);
            assertThat(spans).containsExactly("task dynamic SUCCEEDED");
        });
    }

    @Test
    void observedRunsHaveNoMetersBesideTheirOwn() {
        runner.run(context -> {
            run(context);
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            assertThat(registry.get("tasky.run").timer().count()).isOne();
            assertThat(registry.getMeters())
                    .extracting(meter -> meter.getId().getName())
                    .noneMatch(name -> name.startsWith(DefaultTaskObservationConvention.NAME));
        });
    }

    @Test
    void nothingIsObservedWhereSpringBootPutsATracerThatDoesNothing() {
        withoutTracer.run(context -> {
            run(context);
            assertThat(context.getBean(Tracer.class)).isSameAs(Tracer.NOOP);
            assertThat(context).doesNotHaveBean(TaskObservations.class);
        });
    }

    @Test
    void nothingIsObservedWithoutTheLibraryOfTracers() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        TaskyAutoConfiguration.class,
                        TaskyTracingAutoConfiguration.class,
                        ObservationAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader("io.micrometer.tracing"))
                .run(context -> {
                    run(context);
                    assertThat(context).hasSingleBean(ObservationRegistry.class);
                    assertThat(context).doesNotHaveBean(TaskObservations.class);
                });
    }

    @Test
    void startsWithoutMicrometer() {
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(TaskyAutoConfiguration.class, TaskyTracingAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader("io.micrometer"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("taskyObservations"));
    }

    @Test
    void applicationsConventionNamesTheSpans() {
        runner.withBean(TaskObservationConvention.class, () -> new DefaultTaskObservationConvention() {
                    @Override
                    public String getContextualName(TaskObservationContext context) {
                        return "run of " + context.getRun().task();
                    }
                })
                .run(context -> {
                    run(context);
                    assertThat(spans).containsExactly("run of dynamic SUCCEEDED");
                });
    }

    @Test
    void propertyOfSpringBootSwitchesObservationsOff() {
        runner.withPropertyValues("management.observations.enable.tasky=false").run(context -> {
            run(context);
            assertThat(spans).isEmpty();
        });
    }
}
