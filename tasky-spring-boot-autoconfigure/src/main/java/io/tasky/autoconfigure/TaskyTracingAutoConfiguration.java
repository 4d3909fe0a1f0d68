package io.tasky.autoconfigure;

import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.observation.ObservationRegistry;
import io.tasky.memory.InMemoryQueueStoreFactory;
import io.tasky.observation.DefaultTaskObservationConvention;
import io.tasky.observation.ObservedQueueStoreFactory;
import io.tasky.observation.TaskObservationConvention;
import io.tasky.observation.TaskObservations;
import io.tasky.spi.QueueStoreFactory;
import io.tasky.supervisor.TaskSupervisor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Observes runs where the application has a tracer. One that Spring Boot puts in the place of a tracer does not count, so this
 * comes before it. Thread-safe.
 */
@AutoConfiguration(
        after = TaskyAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
            "org.springframework.boot.micrometer.tracing.brave.autoconfigure.BraveAutoConfiguration",
            "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration"
        },
        beforeName = "org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration")
@ConditionalOnClass(value = ObservationRegistry.class, name = "io.micrometer.tracing.Tracer")
@ConditionalOnBean(
        value = {TaskSupervisor.class, ObservationRegistry.class},
        type = "io.micrometer.tracing.Tracer")
public final class TaskyTracingAutoConfiguration {

    /** The outermost interceptor: what others do around an attempt belongs to it. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @ConditionalOnMissingBean
    TaskObservations taskyObservations(
            ObservationRegistry registry, ObjectProvider<TaskObservationConvention> convention) {
        return new TaskObservations(registry, convention.getIfAvailable());
    }

    /** Before the application's own, which may replace it. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    QueueStoreFactory taskyObservedQueueStoreFactory(ObjectProvider<ObservationRegistry> registry) {
        return new ObservedQueueStoreFactory(new InMemoryQueueStoreFactory(), registry::getObject);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterFilter.class)
    static class MetersConfiguration {

        /** Runs have meters of their own, which cost less. */
        @Bean
        MeterFilter taskyObservationMeterFilter() {
            return MeterFilter.deny(id -> id.getName().equals(DefaultTaskObservationConvention.NAME)
                    || id.getName().startsWith(DefaultTaskObservationConvention.NAME + "."));
        }
    }
}
