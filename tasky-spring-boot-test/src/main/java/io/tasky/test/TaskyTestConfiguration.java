package io.tasky.test;

import io.tasky.spring.AttributeParser;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.testing.ManualTimeSource;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.function.SingletonSupplier;

/** The test kit's beans in either mode. Without state, so thread-safe. */
@Configuration(proxyBeanMethods = false)
class TaskyTestConfiguration {

    /** The name of the clock behind all others. */
    static final String TIME = "taskyManualTimeSource";

    private static final String TIMEOUT = "tasky.test.timeout";

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    /** Whoever asks for the time source gets that of the mode. */
    @Bean(name = TIME, defaultCandidate = false)
    ManualTimeSource taskyManualTimeSource() {
        return new ManualTimeSource();
    }

    @Bean
    static Attempts taskyAttempts(FailedRuns failures) {
        return new Attempts(failures);
    }

    @Bean
    Stillness taskyStillness(
            @Qualifier(TIME) ManualTimeSource time,
            Attempts attempts,
            ObjectProvider<TaskSupervisor> supervisor,
            Environment environment) {
        Duration timeout = Binder.get(environment)
                .bind(TIMEOUT, String.class)
                .map(text -> AttributeParser.duration(text.strip(), TIMEOUT))
                .orElse(DEFAULT_TIMEOUT);
        return new Stillness(time, attempts, SingletonSupplier.of(supervisor::getObject), timeout);
    }

    @Bean
    TestThread taskyTestThread(Attempts attempts, FailedRuns failures) {
        return new TestThread(attempts, failures);
    }

    @Bean
    TaskyClock taskyClock(@Qualifier(TIME) ManualTimeSource time, Stillness stillness, TestThread thread) {
        return new TaskyClock(time, stillness, thread);
    }

    @Bean
    TaskyDriver taskyDriver(Stillness stillness, Attempts attempts, TestThread thread) {
        return new TaskyDriver(stillness, attempts, thread);
    }

    @Bean
    ClosingTime taskyClosingTime(
            @Qualifier(TIME) ManualTimeSource time, Stillness stillness, ObjectProvider<TaskSupervisor> supervisor) {
        return new ClosingTime(time, stillness, supervisor);
    }
}
