package io.tasky.autoconfigure;

import io.tasky.actuate.TaskyEndpoint;
import io.tasky.actuate.TaskyEndpointProperties;
import io.tasky.actuate.TaskyEndpointWebExtension;
import io.tasky.actuate.TaskyHealthIndicator;
import io.tasky.supervisor.TaskSupervisor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Adds the {@code tasks} endpoint and the {@code tasky} health component where their libraries are. Thread-safe. */
@AutoConfiguration(after = TaskyAutoConfiguration.class)
@ConditionalOnBean(TaskSupervisor.class)
public final class TaskyActuatorAutoConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
    @ConditionalOnAvailableEndpoint(TaskyEndpoint.class)
    @EnableConfigurationProperties(TaskyEndpointProperties.class)
    static class EndpointConfiguration {
        @Bean
        @ConditionalOnMissingBean
        TaskyEndpoint taskyEndpoint(
                TaskSupervisor supervisor,
                TaskyEndpointProperties properties,
                ObjectProvider<SanitizingFunction> sanitizers) {
            return new TaskyEndpoint(supervisor, sanitizers.orderedStream().toList(), properties.showValues());
        }

        @Bean
        @ConditionalOnMissingBean
        @ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
        TaskyEndpointWebExtension taskyEndpointWebExtension(
                TaskyEndpoint endpoint, TaskyEndpointProperties properties) {
            return new TaskyEndpointWebExtension(endpoint, properties.showValues(), properties.roles());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ConditionalOnEnabledHealthIndicator.class)
    @ConditionalOnEnabledHealthIndicator("tasky")
    static class HealthConfiguration {
        @Bean
        @ConditionalOnMissingBean(name = {"taskyHealthIndicator", "taskyHealthContributor"})
        TaskyHealthIndicator taskyHealthIndicator(TaskSupervisor supervisor) {
            return new TaskyHealthIndicator(supervisor);
        }
    }
}
