package io.tasky.autoconfigure;

import io.tasky.actuate.TaskyHealthIndicator;
import io.tasky.supervisor.TaskSupervisor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Adds the endpoints and the {@code tasky} health component where their libraries are. Thread-safe. */
@AutoConfiguration(after = TaskyAutoConfiguration.class)
@ConditionalOnBean(TaskSupervisor.class)
@Import(TaskyEndpointConfiguration.class)
public final class TaskyActuatorAutoConfiguration {

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
