package io.tasky.benchmarks.application;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application with a queue that is worked off at LOW, and urgent background work. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class QueueApplication {

    /** The name of the queue. */
    public static final String QUEUE = "items";

    /** The property that says how many workers there are. */
    public static final String WORKERS = "benchmarks.workers";

    @Bean
    ItemWork itemWork() {
        return new ItemWork();
    }

    @Bean
    UrgentWork urgentWork() {
        return new UrgentWork();
    }
}
