package io.tasky.benchmarks.application;

import io.tasky.benchmarks.probe.ItemSink;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application with a queue whose items are nothing but counted. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class SinkApplication {

    /** The name of the queue. */
    public static final String QUEUE = "sink";

    /** The property that says how many workers there are. */
    public static final String WORKERS = "benchmarks.workers";

    /** The property that says how many items the queue holds. */
    public static final String CAPACITY = "benchmarks.capacity";

    @Bean
    SinkWork sinkWork(ItemSink sink) {
        return new SinkWork(sink);
    }
}
