package io.tasky.test;

import io.tasky.task.TimeSource;
import io.tasky.testing.ManualTimeSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Tasky's own pools by the test's clock. Without state, so thread-safe. */
@Configuration(proxyBeanMethods = false)
class PooledTestConfiguration {

    @Bean
    static FailedRuns taskyFailedRuns() {
        return new FailedRuns(false);
    }

    @Bean
    @Primary
    TimeSource taskyTestTimeSource(@Qualifier(TaskyTestConfiguration.TIME) ManualTimeSource time) {
        return time;
    }
}
