package io.tasky.autoconfigure;

import io.tasky.spring.DeclaredTasks;
import io.tasky.supervisor.TaskSupervisor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;

/**
 * Looks at all tasks once they are found: for settings that fit none, and for settings that will bite. Used once, on
 * one thread.
 */
final class StartupChecks implements SmartInitializingSingleton {

    private static final Logger logger = LoggerFactory.getLogger(StartupChecks.class);

    private final TaskSupervisor supervisor;

    private final DeclaredTasks declared;

    private final TaskyProperties properties;

    private final Environment environment;

    StartupChecks(
            TaskSupervisor supervisor, DeclaredTasks declared, TaskyProperties properties, Environment environment) {
        this.supervisor = supervisor;
        this.declared = declared;
        this.properties = properties;
        this.environment = environment;
    }

    @Override
    public void afterSingletonsInstantiated() {
        new OverrideCheck(environment, properties.strict(), supervisor).run();
        QueueStartCheck.check(supervisor, declared.definitions());
        QueueStartCheck.warnings(supervisor, properties).forEach(logger::warn);
        StartupWarnings.of(supervisor, declared.definitions(), properties, environment)
                .forEach(logger::warn);
    }
}
