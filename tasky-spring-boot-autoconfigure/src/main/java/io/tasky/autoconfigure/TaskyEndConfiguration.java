package io.tasky.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** What ends an application by itself. Without state, so thread-safe. */
@Configuration(proxyBeanMethods = false)
@Conditional(OnEndingApplication.class)
class TaskyEndConfiguration {

    @Bean
    ApplicationEnd taskyApplicationEnd(
            TaskyProperties properties,
            ConfigurableApplicationContext context,
            ObjectProvider<ApplicationExit> exit,
            FailureExitCode failures) {
        return new ApplicationEnd(
                properties.run().lifeSpan(), context, exit.getIfAvailable(() -> System::exit), failures);
    }

    @Bean
    FailureExitCode taskyFailureExitCode() {
        return new FailureExitCode();
    }
}
