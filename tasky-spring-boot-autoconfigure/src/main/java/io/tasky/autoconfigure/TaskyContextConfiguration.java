package io.tasky.autoconfigure;

import io.tasky.spi.RunContextCarrier;
import io.tasky.spring.RunContextCarriers;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.task.TaskDecorator;

/** What travels from the submitter of a run to the threads of its attempts. Without state, so thread-safe. */
@Configuration(proxyBeanMethods = false)
class TaskyContextConfiguration {

    @Bean
    @ConditionalOnMissingBean
    RunContextCarrier taskyRunContextCarrier(ObjectProvider<TaskDecorator> decorators, ApplicationContext context) {
        return RunContextCarriers.create(() -> decorators.orderedStream().toList(), context.getClassLoader());
    }

    /** Before the application's own customizers, which may choose another one. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SupervisorCustomizer taskyRunContextCustomizer(RunContextCarrier carrier) {
        return builder -> builder.contextCarrier(carrier);
    }
}
