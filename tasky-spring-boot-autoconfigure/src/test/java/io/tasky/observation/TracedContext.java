package io.tasky.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.tasky.autoconfigure.TaskyAutoConfiguration;
import io.tasky.autoconfigure.TaskyTracingAutoConfiguration;
import io.tasky.pool.TaskPool;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TimeSource;
import io.tasky.testing.ManualTimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** Contexts with a real tracer, as Spring Boot configures it, and a clock that the test moves. Used on one thread. */
final class TracedContext {

    private static final Duration LONG = Duration.ofDays(1);

    final ManualTimeSource time = new ManualTimeSource();

    final Spans spans = new Spans();

    ApplicationContextRunner runner() {
        return withoutTracer()
                .withConfiguration(AutoConfigurations.of(
                        OpenTelemetrySdkAutoConfiguration.class, OpenTelemetryTracingAutoConfiguration.class))
                .withBean(SpanProcessor.class, () -> spans)
                .withPropertyValues("management.tracing.sampling.probability=1");
    }

    ApplicationContextRunner withoutTracer() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        TaskyAutoConfiguration.class,
                        TaskyTracingAutoConfiguration.class,
                        ObservationAutoConfiguration.class,
                        NoopTracerAutoConfiguration.class,
                        MicrometerTracingAutoConfiguration.class))
                .withBean(TimeSource.class, () -> time)
                .withPropertyValues("tasky.shutdown.await=0s", "tasky.shutdown.stop-grace=0s");
    }

    /** The supervisor, started. */
    static TaskSupervisor supervisor(ApplicationContext context) {
        TaskSupervisor supervisor = context.getBean(TaskSupervisor.class);
        supervisor.start();
        return supervisor;
    }

    static Tracer tracer(ApplicationContext context) {
        return context.getBean(Tracer.class);
    }

    /** Something to do, whose result nobody needs. */
    @FunctionalInterface
    interface Step {
        @Nullable
        Object run() throws Exception;
    }

    /** Does something while a span of that name is current, which ends with it. */
    static void inSpan(ApplicationContext context, String name, Step step) throws Exception {
        Observation observation = Observation.start(name, context.getBean(ObservationRegistry.class));
        try (Observation.Scope scope = observation.openScope()) {
            assertThat(scope.getCurrentObservation()).isSameAs(observation);
            Object unused = step.run();
        } finally {
            observation.stop();
        }
    }

    /** Waits until nothing runs and nothing waits for a slot. */
    static void awaitIdle(ApplicationContext context) throws InterruptedException {
        for (TaskPool pool : context.getBean(TaskSupervisor.class).pools()) {
            pool.awaitIdle(LONG);
        }
    }

    /** Moves the time, and waits until what that started has ended. */
    void advance(ApplicationContext context, Duration step) throws InterruptedException {
        awaitIdle(context);
        time.advance(step);
        awaitIdle(context);
    }
}
