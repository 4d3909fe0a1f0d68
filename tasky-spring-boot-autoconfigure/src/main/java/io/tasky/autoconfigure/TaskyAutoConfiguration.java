package io.tasky.autoconfigure;

import io.tasky.memory.InMemoryQueueStoreFactory;
import io.tasky.spi.CronFactory;
import io.tasky.spi.QueueStoreFactory;
import io.tasky.spi.TaskErrorHandler;
import io.tasky.spi.TaskInterceptor;
import io.tasky.spi.TaskListener;
import io.tasky.spi.TickDelays;
import io.tasky.spring.TaskDiscoveryConfiguration;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.supervisor.TaskSupervisorBuilder;
import io.tasky.task.TimeSource;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Finds annotated methods and runs them on pools. Without state, so thread-safe. */
@AutoConfiguration
@EnableConfigurationProperties(TaskyProperties.class)
@Import({
    TaskDiscoveryConfiguration.class,
    TaskyWiringConfiguration.class,
    TaskyContextConfiguration.class,
    TaskyEndConfiguration.class
})
public final class TaskyAutoConfiguration {

    /** A context of its own has a supervisor of its own, also below another one. */
    @Bean
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    TaskSupervisor taskSupervisor(
            TaskyProperties properties,
            ApplicationContext context,
            CronFactory cronFactory,
            ObjectProvider<QueueStoreFactory> queueStores,
            ObjectProvider<TimeSource> timeSource,
            ObjectProvider<TaskListener> listeners,
            ObjectProvider<SupervisorCustomizer> customizers) {
        new PropertiesReader(context.getEnvironment()).checkUnits();
        TaskSupervisorBuilder builder = new TaskSupervisorBuilder();
        new PropertiesMapper(properties, Runtime.getRuntime().availableProcessors()).apply(builder);
        PoolThreadFactories threads =
                new PoolThreadFactories(properties, context.getEnvironment(), context.getClassLoader());
        builder.poolFactory(threads::create)
                .cronFactory(cronFactory)
                .tickDelays(context.getBean(TickDelays.class))
                .queueStore(new InMemoryQueueStoreFactory())
                .listeners(() -> listeners.orderedStream().toList())
                .errorHandlers(() -> beans(context, TaskErrorHandler.class))
                .interceptors(() -> beans(context, TaskInterceptor.class));
        queueStores.orderedStream().forEach(builder::queueStore);
        timeSource.ifAvailable(builder::timeSource);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    private static <T> List<T> beans(ApplicationContext context, Class<T> type) {
        return context.getBeanProvider(type).orderedStream().toList();
    }
}
