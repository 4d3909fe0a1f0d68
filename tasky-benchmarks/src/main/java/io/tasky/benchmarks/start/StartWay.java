package io.tasky.benchmarks.start;

import io.tasky.benchmarks.application.Applications;
import io.tasky.benchmarks.application.SpringStartApplication;
import io.tasky.benchmarks.application.StartApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The applications that are compared. */
public enum StartWay {

    /** With a web server and the actuator; its beans have the annotations, which nobody reads. */
    WITHOUT(StartApplication.class, Properties.EXCLUDE),

    /** The same with what Spring has for such methods: 40 are asynchronous and 30 scheduled. */
    SPRING(SpringStartApplication.class, Properties.EXCLUDE),

    /** The same with Tasky as it ships, and a slot for each queue worker, so that nothing is warned of. */
    WITH(StartApplication.class, "tasky.pools.default.size=50");

    private final Class<?> application;

    private final String property;

    StartWay(Class<?> application, String property) {
        this.application = application;
        this.property = property;
    }

    ConfigurableApplicationContext start() {
        return Applications.startWeb(application, property);
    }

    /** What an application says that is not to have Tasky. */
    private static final class Properties {

        static final String EXCLUDE = "spring.autoconfigure.exclude=io.tasky.autoconfigure.TaskyAutoConfiguration,"
                + "io.tasky.autoconfigure.TaskyMetricsAutoConfiguration,"
                + "io.tasky.autoconfigure.TaskyActuatorAutoConfiguration,"
                + "io.tasky.autoconfigure.TaskyTracingAutoConfiguration";
    }
}
