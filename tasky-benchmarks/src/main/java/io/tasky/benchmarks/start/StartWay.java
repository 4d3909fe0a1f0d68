package io.tasky.benchmarks.start;

import io.tasky.benchmarks.application.Applications;
import io.tasky.benchmarks.application.StartApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The applications that are compared. */
public enum StartWay {

    /** With a web server and the actuator; its beans have the annotations, which nobody reads. */
    WITHOUT("spring.autoconfigure.exclude=io.tasky.autoconfigure.TaskyAutoConfiguration,"
            + "io.tasky.autoconfigure.TaskyMetricsAutoConfiguration,"
            + "io.tasky.autoconfigure.TaskyActuatorAutoConfiguration,"
            + "io.tasky.autoconfigure.TaskyTracingAutoConfiguration"),

    /** The same with Tasky as it ships, and a slot for each queue worker, so that nothing is warned of. */
    WITH("tasky.pools.default.size=50");

    private final String property;

    StartWay(String property) {
        this.property = property;
    }

    ConfigurableApplicationContext start() {
        return Applications.startWeb(StartApplication.class, property);
    }
}
