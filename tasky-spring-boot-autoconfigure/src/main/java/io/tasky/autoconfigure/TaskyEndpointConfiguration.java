package io.tasky.autoconfigure;

import io.tasky.actuate.TaskPoolsEndpoint;
import io.tasky.actuate.TaskRunsEndpoint;
import io.tasky.actuate.TaskRunsEndpointProperties;
import io.tasky.actuate.TaskyEndpoint;
import io.tasky.actuate.TaskyEndpointProperties;
import io.tasky.actuate.TaskyEndpointWebExtension;
import io.tasky.actuate.TaskyPageEndpoint;
import io.tasky.spring.AttributeParser;
import io.tasky.supervisor.TaskSupervisor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.web.PathMapper;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;

/** The endpoints, each where it is exposed. Thread-safe. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
class TaskyEndpointConfiguration {

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnAvailableEndpoint(TaskyEndpoint.class)
    @EnableConfigurationProperties(TaskyEndpointProperties.class)
    static class TasksConfiguration {
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
                TaskyEndpoint endpoint, TaskyEndpointProperties properties, ApplicationEventPublisher events) {
            return new TaskyEndpointWebExtension(endpoint, properties, AttributeParser::parse, events::publishEvent);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnAvailableEndpoint(TaskRunsEndpoint.class)
    @EnableConfigurationProperties(TaskRunsEndpointProperties.class)
    static class RunsConfiguration {
        @Bean
        @ConditionalOnMissingBean
        TaskRunsEndpoint taskRunsEndpoint(
                TaskSupervisor supervisor,
                TaskRunsEndpointProperties properties,
                ObjectProvider<SanitizingFunction> sanitizers,
                ApplicationEventPublisher events) {
            return new TaskRunsEndpoint(
                    supervisor, sanitizers.orderedStream().toList(), properties, events::publishEvent);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnAvailableEndpoint(TaskPoolsEndpoint.class)
    static class PoolsConfiguration {
        @Bean
        @ConditionalOnMissingBean
        TaskPoolsEndpoint taskPoolsEndpoint(TaskSupervisor supervisor, ApplicationEventPublisher events) {
            return new TaskPoolsEndpoint(supervisor, events::publishEvent);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnAvailableEndpoint(TaskyPageEndpoint.class)
    @ImportRuntimeHints(TaskyPageHints.class)
    static class PageConfiguration {
        @Bean
        @ConditionalOnMissingBean
        TaskyPageEndpoint taskyPageEndpoint(ObjectProvider<PathMapper> mappers) {
            return new TaskyPageEndpoint(mappers.orderedStream().toList());
        }
    }
}
