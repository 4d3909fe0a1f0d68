package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.TimerTask;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskSnapshot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.CustomScopeConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;

/** Tasks on beans of an application's own scope. */
class ScopedTaskTests {

    private static final Log log = new Log();

    @BeforeEach
    void clearLog() {
        log.clear();
    }

    @Test
    void theirRunsGoThroughTheScopedProxyToTheBeanOfTheRunsThread() {
        TaskyContext.runner()
                .withPropertyValues("tasky.tasks.scoped.tick.auto-start=true")
                .withUserConfiguration(ThreadScoped.class)
                .run(context -> {
                    assertThat(context.getBean(TaskSupervisor.class).tasks())
                            .extracting(TaskSnapshot::name)
                            .containsExactlyInAnyOrder("scoped.tick", "scoped.work");
                    assertThat(log.next()).startsWith("tick of the bean of tasky-default-");
                });
    }

    @Test
    void theirCallsAreSubmittedForTheBeanOfTheCallersThread() {
        TaskyContext.runner().withUserConfiguration(ThreadScoped.class).run(context -> {
            context.getBean(Worker.class).work();
            assertThat(log.next())
                    .startsWith("work of the bean of " + Thread.currentThread().getName() + " on tasky-default-");
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class ThreadScoped {
        @Bean
        static CustomScopeConfigurer scopes() {
            CustomScopeConfigurer configurer = new CustomScopeConfigurer();
            configurer.addScope("thread", new SimpleThreadScope());
            return configurer;
        }

        @Bean
        @Scope(scopeName = "thread", proxyMode = ScopedProxyMode.TARGET_CLASS)
        Worker scoped() {
            return new Worker();
        }
    }

    static class Worker {

        private final String createdOn = Thread.currentThread().getName();

        @TimerTask(delay = "0s", autoStart = false)
        void tick() {
            log.add("tick of the bean of " + createdOn);
        }

        @BackgroundTask
        void work() {
            log.add("work of the bean of " + createdOn + " on "
                    + Thread.currentThread().getName());
        }
    }
}
