package io.tasky.test;

import io.tasky.autoconfigure.SupervisorCustomizer;
import io.tasky.task.TimeSource;
import io.tasky.testing.ManualTimeSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Work on the thread that submits it or moves the clock. Without state, so thread-safe. */
@Configuration(proxyBeanMethods = false)
class InlineTestConfiguration {

    @Bean
    static FailedRuns taskyFailedRuns() {
        return new FailedRuns();
    }

    @Bean
    @Primary
    TimeSource taskyTestTimeSource(@Qualifier(TaskyTestConfiguration.TIME) ManualTimeSource time) {
        return new InlineTimeSource(time);
    }

    @Bean
    SupervisorCustomizer taskyInlinePools(FailedRuns failures) {
        return builder -> builder.poolFactory((config, time) -> new InlinePool(config, time, failures));
    }
}
