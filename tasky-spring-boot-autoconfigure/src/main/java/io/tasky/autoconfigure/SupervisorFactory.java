package io.tasky.autoconfigure;

import io.tasky.memory.InMemoryQueueStoreFactory;
import io.tasky.spi.CronFactory;
import io.tasky.spi.TaskErrorHandler;
import io.tasky.spi.TaskInterceptor;
import io.tasky.spi.TickDelays;
import io.tasky.supervisor.TaskSupervisorBuilder;
import java.util.List;
import org.springframework.context.ApplicationContext;

/** Begins to build the supervisor of a context, as its configuration says. Used once, by one thread. */
final class SupervisorFactory {

    private final TaskyProperties properties;

    private final ApplicationContext context;

    private final CronFactory cronFactory;

    private final TickDelays tickDelays;

    SupervisorFactory(
            TaskyProperties properties, ApplicationContext context, CronFactory cronFactory, TickDelays tickDelays) {
        this.properties = properties;
        this.context = context;
        this.cronFactory = cronFactory;
        this.tickDelays = tickDelays;
    }

    TaskSupervisorBuilder builder() {
        new PropertiesReader(context.getEnvironment()).checkUnits();
        TaskSupervisorBuilder builder = new TaskSupervisorBuilder();
        new PropertiesMapper(properties, Runtime.getRuntime().availableProcessors()).apply(builder);
        PoolThreadFactories threads =
                new PoolThreadFactories(properties, context.getEnvironment(), context.getClassLoader());
        return builder.poolFactory(threads::create)
                .cronFactory(cronFactory)
                .tickDelays(tickDelays)
                .queueStore(new InMemoryQueueStoreFactory())
                .errorHandlers(() -> beans(TaskErrorHandler.class))
                .interceptors(() -> beans(TaskInterceptor.class));
    }

    private <T> List<T> beans(Class<T> type) {
        return context.getBeanProvider(type).orderedStream().toList();
    }
}
