package io.tasky.benchmarks.application;

import io.tasky.benchmarks.probe.Progress;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application with {@code @BackgroundTask} methods. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class BackgroundApplication {

    @Bean
    BackgroundWork backgroundWork(Progress progress) {
        return new BackgroundWork(progress);
    }
}
