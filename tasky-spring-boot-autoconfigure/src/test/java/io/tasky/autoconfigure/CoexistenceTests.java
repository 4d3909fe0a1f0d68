package io.tasky.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.PeriodicTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** Tasky beside what applications have already. */
class CoexistenceTests {

    private final ApplicationContextRunner plain = AsyncApplication.runner(Worker.class);

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
                assertThat(worker.async().get(20, TimeUnit.SECONDS)).contains(" task-");
                assertThat(worker.scheduled().get(20, TimeUnit.SECONDS)).contains(" scheduling-");
            });
        }
    }

    @Test
    void oneBeanMayHaveMethodsOfAllSorts() {
        withTasky.run(context -> {
            Worker worker = context.getBean(Worker.class);
            assertThat(worker.background().get(20, TimeUnit.SECONDS)).contains(" tasky-default-");
            assertThat(worker.ticked().get(20, TimeUnit.SECONDS)).contains(" tasky-default-");
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

    /** Has methods of all sorts. */
    static class Worker extends AsyncApplication.Worker {

        private final CompletableFuture<String> ticked = new CompletableFuture<>();

        CompletableFuture<String> ticked() {
            return ticked;
        }

        @BackgroundTask
        CompletableFuture<String> background() {
            return CompletableFuture.completedFuture(thread());
        }

        @PeriodicTask(fixedRate = "1s")
        void tick() {
            ticked.complete(thread());
        }
    }
}
