package io.tasky.autoconfigure;

import io.tasky.spi.QueueStoreFactory;
import io.tasky.spi.TaskListener;
import io.tasky.spring.TaskDiscoveryConfiguration;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.supervisor.TaskSupervisorBuilder;
import io.tasky.task.TimeSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
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
            SupervisorFactory factory,
            ObjectProvider<QueueStoreFactory> queueStores,
            ObjectProvider<TimeSource> timeSource,
            ObjectProvider<TaskListener> listeners,
            ObjectProvider<SupervisorCustomizer> customizers) {
        TaskSupervisorBuilder builder =
                factory.builder().listeners(() -> listeners.orderedStream().toList());
        queueStores.orderedStream().forEach(builder::queueStore);
        timeSource.ifAvailable(builder::timeSource);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }
}
