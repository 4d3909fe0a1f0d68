package io.tasky.benchmarks.application;

import io.tasky.benchmarks.probe.Progress;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableAsync;

/** An application with {@code @Async} methods. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableAsync
public class AsyncApplication {

    @Bean
    AsyncWork asyncWork(Progress progress) {
        return new AsyncWork(progress);
    }
}
