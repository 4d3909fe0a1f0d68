package io.tasky.autoconfigure;

import java.util.concurrent.CompletableFuture;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** An application that has Spring do work in the background, whose worker tells where it is done. */
@Configuration(proxyBeanMethods = false)
@EnableAsync(proxyTargetClass = true)
@EnableScheduling
class AsyncApplication {

    /** The application as it is without Tasky, with a bean named {@code worker}. */
    static ApplicationContextRunner runner(Class<? extends Worker> worker) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        TaskExecutionAutoConfiguration.class, TaskSchedulingAutoConfiguration.class))
                .withUserConfiguration(AsyncApplication.class)
                .withBean("worker", worker);
    }

    static class Worker {

        private final CompletableFuture<String> scheduled = new CompletableFuture<>();

        CompletableFuture<String> scheduled() {
            return scheduled;
        }

        @Async
        CompletableFuture<String> async() {
            return CompletableFuture.completedFuture(thread());
        }

        @Scheduled(fixedRate = 1000)
        void schedule() {
            scheduled.complete(thread());
        }

        /** The group and the name of this thread. */
        static String thread() {
            Thread thread = Thread.currentThread();
            return thread.getThreadGroup() == null
                    ? "none"
                    : thread.getThreadGroup().getName() + " " + thread.getName();
        }
    }
}
