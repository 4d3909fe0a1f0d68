package io.tasky.spring;

import io.tasky.spi.CronFactory;
import io.tasky.spi.TickDelays;
import io.tasky.supervisor.TaskSupervisor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;
import org.springframework.util.function.SingletonSupplier;

/**
 * Finds the tasks of an application's beans and runs them with its context. Wants a {@link TaskSupervisor} and
 * {@link SourceSettings} among the beans, and takes {@link TaskOverrides} if there are some; a {@link CronFactory}
 * and {@link TickDelays} of the application's own are used in place of those that are here. Without state, so thread-safe.
 */
@Configuration(proxyBeanMethods = false)
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
public class TaskDiscoveryConfiguration {

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static TaskMethodFinder taskyMethodFinder() {
        return new TaskMethodFinder();
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static TaskRegistrar taskyTaskRegistrar(
            ConfigurableApplicationContext context, ObjectProvider<TaskSupervisor> supervisor) {
        return new TaskRegistrar(new TimerEvents(context, SingletonSupplier.of(supervisor::getObject)));
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static TaskDiscovery taskyTaskDiscovery(
            ConfigurableListableBeanFactory beans,
            Environment environment,
            ObjectProvider<TaskOverrides> overrides,
            TaskMethodFinder finder,
            TaskRegistrar registrar) {
        return new TaskDiscovery(
                beans, environment, overrides.getIfAvailable(() -> TaskOverrides.NONE), finder, registrar);
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static TaskBeanRegistrar taskyBeanRegistrar(TaskDiscovery discovery, ObjectProvider<QueueTypes> queues) {
        return new TaskBeanRegistrar(discovery, queues.getIfAvailable(() -> QueueTypes.NONE));
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static TaskAnnotationBeanPostProcessor taskyAnnotationBeanPostProcessor(
            ConfigurableListableBeanFactory beans,
            Environment environment,
            TaskDiscovery discovery,
            TaskRegistrar registrar,
            ObjectProvider<TaskSupervisor> supervisor) {
        return new TaskAnnotationBeanPostProcessor(
                beans,
                discovery,
                registrar,
                SingletonSupplier.of(supervisor::getObject),
                environment.getProperty("spring.aop.proxy-target-class", Boolean.class, true));
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    TaskEventPublisher taskyEventPublisher(ApplicationContext context) {
        return new TaskEventPublisher(context);
    }

    @Bean
    @Fallback
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    CronFactory taskyCronFactory() {
        return CronSchedule::parse;
    }

    @Bean
    @Fallback
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    TickDelays taskyTickDelays() {
        return new ExponentialTickDelays();
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    SourceLifecycle taskySourceLifecycle(TaskSupervisor supervisor, ObjectProvider<SourceSettings> settings) {
        return new SourceLifecycle(supervisor, settings.getIfAvailable(() -> new SourceSettings(true, true, true)));
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    EngineLifecycle taskyEngineLifecycle(TaskSupervisor supervisor, ApplicationContext context) {
        return new EngineLifecycle(supervisor, context);
    }
}
