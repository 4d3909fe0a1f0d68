package io.tasky.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.PeriodicTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** Tasky beside what applications have already. */
class CoexistenceTests {

    private final ApplicationContextRunner plain = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(TaskExecutionAutoConfiguration.class, TaskSchedulingAutoConfiguration.class))
            .withUserConfiguration(Application.class);

    private final ApplicationContextRunner withTasky =
            plain.withConfiguration(AutoConfigurations.of(TaskyAutoConfiguration.class));

    @Test
    void asyncAndScheduledMethodsAndExecutorsAreAsWithoutTasky() {
        for (ApplicationContextRunner runner : new ApplicationContextRunner[] {plain, withTasky}) {
            runner.run(context -> {
                assertThat(context)
                        .getBeans(Executor.class)
                        .containsOnlyKeys("applicationTaskExecutor", "taskScheduler");
                assertThat(context.getBean("applicationTaskExecutor")).isInstanceOf(ThreadPoolTaskExecutor.class);
                Worker worker = context.getBean(Worker.class);
                assertThat(worker.async().get(20, TimeUnit.SECONDS)).startsWith("task-");
                assertThat(worker.scheduled().get(20, TimeUnit.SECONDS)).startsWith("scheduling-");
            });
        }
    }

    @Test
    void oneBeanMayHaveMethodsOfAllSorts() {
        withTasky.run(context -> {
            Worker worker = context.getBean(Worker.class);
            assertThat(worker.background().get(20, TimeUnit.SECONDS)).startsWith("tasky-default-");
            assertThat(worker.ticked().get(20, TimeUnit.SECONDS)).startsWith("tasky-default-");
        });
    }

    @Test
    void neitherTheActuatorNorMicrometerIsNeeded() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(TaskyAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader(
                        "org.springframework.boot.actuate",
                        "org.springframework.boot.health",
                        "org.springframework.boot.micrometer",
                        "io.micrometer"))
                .withBean("worker", Ticker.class)
                .run(context -> assertThat(context.getBean(Ticker.class).ticked.get(20, TimeUnit.SECONDS))
                        .isTrue());
    }

    static class Ticker {

        final CompletableFuture<Boolean> ticked = new CompletableFuture<>();

        @PeriodicTask(fixedRate = "1s")
        void tick() {
            ticked.complete(true);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAsync(proxyTargetClass = true)
    @EnableScheduling
    static class Application {
        @Bean
        Worker worker() {
            return new Worker();
        }
    }

    static class Worker {

        final CompletableFuture<String> scheduled = new CompletableFuture<>();

        final CompletableFuture<String> periodic = new CompletableFuture<>();

        CompletableFuture<String> scheduled() {
            return scheduled;
        }

        CompletableFuture<String> ticked() {
            return periodic;
        }

        @Async
        CompletableFuture<String> async() {
            return CompletableFuture.completedFuture(Thread.currentThread().getName());
        }

        @BackgroundTask
        CompletableFuture<String> background() {
            return CompletableFuture.completedFuture(Thread.currentThread().getName());
        }

        @Scheduled(fixedRate = 1000)
        void schedule() {
            scheduled.complete(Thread.currentThread().getName());
        }

        @PeriodicTask(fixedRate = "1s")
        void periodic() {
            periodic.complete(Thread.currentThread().getName());
        }
    }
}
