package io.tasky.test;

import io.tasky.annotation.PeriodicTask;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/** An application that a test starts as a whole. */
@SpringBootApplication
@ComponentScan(useDefaultFilters = false)
class Application {

    @Bean
    Log log() {
        return new Log();
    }

    @Bean
    Ticker ticker(Log log) {
        return new Ticker(log);
    }

    /** Ticks once an hour. */
    static class Ticker {

        private final Log log;

        Ticker(Log log) {
            this.log = log;
        }

        @PeriodicTask(name = "tick", fixedRate = "1h", initialDelay = "1h")
        void tick() {
            log.add("tick on " + Thread.currentThread().getName());
        }
    }
}
