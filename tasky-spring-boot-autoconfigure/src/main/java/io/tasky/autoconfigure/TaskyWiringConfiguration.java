package io.tasky.autoconfigure;

import io.tasky.spi.CronFactory;
import io.tasky.spi.TickDelays;
import io.tasky.spring.DeclaredTasks;
import io.tasky.spring.ExposedPools;
import io.tasky.spring.QueueTypes;
import io.tasky.spring.SourceLifecycle;
import io.tasky.spring.SourceSettings;
import io.tasky.spring.TaskMethodFinder;
import io.tasky.spring.TaskOverrides;
import io.tasky.supervisor.TaskSupervisor;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** What connects the discovery of tasks to Spring Boot. Without state, so thread-safe. */
@Configuration(proxyBeanMethods = false)
class TaskyWiringConfiguration {

    /** SpringApplication leaves a bean of this name in each context that it runs. */
    static final String RUN_BY_SPRING_APPLICATION = "springApplicationArguments";

    @Bean
    static TaskOverrides taskyTaskOverrides(Environment environment) {
        return new PropertyOverrides(environment);
    }

    @Bean
    static LazyInitializationExcludeFilter taskyLazyInitializationExcludeFilter(TaskMethodFinder finder) {
        return new TaskBeanLazyInitializationExcludeFilter(finder);
    }

    @Bean
    static ExposedPools taskyExposedPools(Environment environment) {
        return new ExposedPools(() -> new PropertiesReader(environment).exposedPools());
    }

    @Bean
    static QueueTypes taskyQueueTypes(Environment environment) {
        return () -> new PropertiesReader(environment).queueTypes();
    }

    @Bean
    SourceSettings taskySourceSettings(TaskyProperties properties, ApplicationContext context) {
        boolean withContext = !context.containsLocalBean(RUN_BY_SPRING_APPLICATION);
        return new SourceSettings(properties.enabled(), properties.autoStart(), withContext);
    }

    @Bean
    SupervisorFactory taskySupervisorFactory(
            TaskyProperties properties, ApplicationContext context, CronFactory cronFactory, TickDelays tickDelays) {
        return new SupervisorFactory(properties, context, cronFactory, tickDelays);
    }

    @Bean
    ReadyListener taskyReadyListener(ApplicationContext context, SourceLifecycle sources) {
        return new ReadyListener(context, sources);
    }

    @Bean
    StartupChecks taskyStartupChecks(
            TaskSupervisor supervisor, DeclaredTasks declared, TaskyProperties properties, Environment environment) {
        return new StartupChecks(supervisor, declared, properties, environment);
    }
}
