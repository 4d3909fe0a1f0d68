package io.tasky.benchmarks.application;

import java.util.List;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the applications of the cases: auto-configured as they ship, with the actuator and its meter registry. */
public final class Applications {

    private Applications() {}

    /**
     * Starts an application.
     *
     * @param application its configuration
     * @param beans objects to add as beans
     * @param properties what is configured, as {@code key=value}
     * @return its running context
     */
    public static ConfigurableApplicationContext start(Class<?> application, List<Object> beans, String... properties) {
        return builder(application, properties)
                .web(WebApplicationType.NONE)
                .initializers(context -> beans.forEach(bean -> context.getBeanFactory()
                        .registerSingleton(bean.getClass().getName(), bean)))
                .run();
    }

    /**
     * Starts an application with a web server on any port.
     *
     * @param application its configuration
     * @param properties what is configured, as {@code key=value}
     * @return its running context
     */
    public static ConfigurableApplicationContext startWeb(Class<?> application, String... properties) {
        return builder(application, properties)
                .web(WebApplicationType.SERVLET)
                .properties("server.port=0", "server.address=127.0.0.1")
                .run();
    }

    private static SpringApplicationBuilder builder(Class<?> application, String... properties) {
        return new SpringApplicationBuilder(application)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .properties("logging.level.root=WARN", "logging.level.io.micrometer=ERROR")
                .properties(properties);
    }
}
