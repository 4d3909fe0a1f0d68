package io.tasky.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.tasky.metrics.TaskyMetrics;
import io.tasky.supervisor.TaskSupervisor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.ContextRefreshedEvent;

/** Measures runs, pools and queues where the application has a meter registry. Thread-safe. */
@AutoConfiguration(
        after = TaskyAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({TaskSupervisor.class, MeterRegistry.class})
public final class TaskyMetricsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    TaskyMetrics taskyMetrics(MeterRegistry registry, TaskSupervisor supervisor) {
        return new TaskyMetrics(registry, supervisor);
    }

    /** Meters may be bound before the last task is registered. */
    @Bean
    ApplicationListener<ContextRefreshedEvent> taskyGaugesRefresher(TaskyMetrics metrics) {
        return event -> metrics.refreshGauges();
    }
}
