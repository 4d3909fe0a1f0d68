package io.tasky.autoconfigure;

import io.tasky.annotation.PeriodicTask;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;

/** An application without a web server, run in a process of its own. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration(TaskyAutoConfiguration.class)
class KeepAliveApplication {

    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplicationBuilder(KeepAliveApplication.class)
                .web(WebApplicationType.NONE)
                .build();
        application.run(arguments);
        System.out.println("main returned");
    }

    @PeriodicTask(fixedRate = "50ms")
    void tick() {
        System.out.println("tick on " + (Thread.currentThread().isDaemon() ? "daemon" : "user") + " thread");
    }
}
