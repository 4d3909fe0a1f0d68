package io.tasky.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.BackgroundTask;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application with a web server that ends by itself. */
@Timeout(60)
class WebApplicationEndTests {

    private static final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    @Test
    void webServerKeepsNothingAliveWhoseWorkIsComplete() throws Exception {
        SpringApplication application = new SpringApplicationBuilder(WebApplication.class)
                .web(WebApplicationType.SERVLET)
                .build();
        ConfigurableApplicationContext context = application.run("--server.port=0", "--tasky.run.mode=until-complete");
        assertThat(seen.take()).isEqualTo("work");
        assertThat(seen.take()).isEqualTo("exit 0");
        assertThat(context.isClosed()).isTrue();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TaskyAutoConfiguration.class,
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class
    })
    static class WebApplication {

        @Bean
        ApplicationExit applicationExit() {
            return code -> seen.add("exit " + code);
        }

        @BackgroundTask(onStartup = true)
        void work() {
            seen.add("work");
        }
    }
}
