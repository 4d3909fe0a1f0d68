package io.tasky.benchmarks.application;

import io.micrometer.observation.ObservationRegistry;
import io.tasky.benchmarks.probe.TickWindow;
import io.tasky.benchmarks.probe.Ticks;
import java.lang.reflect.Method;
import java.util.Objects;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedRateTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.scheduling.support.ScheduledMethodRunnable;
import org.springframework.util.ReflectionUtils;

/** An application with many scheduled methods, each on an object of its own. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableScheduling
public class ScheduledApplication {

    @Bean
    SchedulingConfigurer ticks(TickWindow window) {
        return registrar -> add(window, registrar);
    }

    /** As Spring does for {@code @Scheduled}, which has no way to say a different delay for each object. */
    private static void add(TickWindow window, ScheduledTaskRegistrar registrar) {
        Method tick = Objects.requireNonNull(ReflectionUtils.findMethod(Ticks.class, "tick"));
        for (int i = 0; i < window.tasks().size(); i++) {
            Runnable work = new ScheduledMethodRunnable(window.tasks().get(i), tick, "", () -> observations(registrar));
            registrar.addFixedRateTask(
                    new FixedRateTask(work, window.period(), window.period().plus(window.stagger(i))));
        }
    }

    private static ObservationRegistry observations(ScheduledTaskRegistrar registrar) {
        return Objects.requireNonNullElse(registrar.getObservationRegistry(), ObservationRegistry.NOOP);
    }
}
