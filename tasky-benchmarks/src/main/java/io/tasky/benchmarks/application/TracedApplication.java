package io.tasky.benchmarks.application;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The application with {@code @BackgroundTask} methods, and a tracer that samples every span and sends none. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(BackgroundApplication.class)
public class TracedApplication {

    @Bean
    SdkTracerProvider tracerProvider() {
        return SdkTracerProvider.builder().build();
    }

    @Bean
    Tracer tracer(SdkTracerProvider provider) {
        return new OtelTracer(provider.get("benchmarks"), new OtelCurrentTraceContext(), event -> {});
    }

    /** Spring Boot adds it to the registry of observations. */
    @Bean
    DefaultTracingObservationHandler tracingHandler(Tracer tracer) {
        return new DefaultTracingObservationHandler(tracer);
    }
}
