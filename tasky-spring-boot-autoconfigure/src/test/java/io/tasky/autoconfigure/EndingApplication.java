package io.tasky.autoconfigure;

import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.PeriodicTask;
import io.tasky.annotation.TimerTask;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** An application that ends by itself. Its profiles say what it has to do. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration(TaskyAutoConfiguration.class)
class EndingApplication {

    public static void main(String[] arguments) {
        application().run(arguments);
    }

    static SpringApplication application() {
        return new SpringApplicationBuilder(EndingApplication.class)
                .web(WebApplicationType.NONE)
                .build();
    }

    @Bean
    @Profile("clocked")
    Clocked clocked() {
        return new Clocked();
    }

    @Bean
    @Profile("work")
    Work work() {
        return new Work();
    }

    @Bean
    @Profile("failure")
    Failure failure() {
        return new Failure();
    }

    static class Clocked {

        @PeriodicTask(fixedRate = "1s")
        void tick() {
            System.out.println("tick");
        }

        @TimerTask(delay = "3s")
        void timer() {
            System.out.println("timer");
        }
    }

    static class Work {

        @BackgroundTask(onStartup = true)
        void work() {
            System.out.println("work");
        }
    }

    static class Failure {

        @BackgroundTask(onStartup = true)
        void fail() {
            throw new IllegalStateException("no route");
        }
    }
}
