package io.tasky.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.TimerTask;
import io.tasky.supervisor.SupervisorState;
import io.tasky.supervisor.TaskSupervisor;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** When a real application's sources start. */
class ReadyTests {

    @Test
    void sourcesStartWhenTheApplicationIsReadyAfterItsRunners() throws InterruptedException {
        try (ConfigurableApplicationContext context = run()) {
            assertThat(context.getBean(Application.class).stateInRunner).isEqualTo(SupervisorState.CREATED);
            assertThat(context.getBean(TaskSupervisor.class).state()).isEqualTo(SupervisorState.RUNNING);
            assertThat(context.getBean(Application.class).ran.await(20, TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    @Test
    void aPausedApplicationStartsAgainWithoutBeingReadyOnceMore() {
        try (ConfigurableApplicationContext context = run()) {
            TaskSupervisor supervisor = context.getBean(TaskSupervisor.class);
            context.pause();
            assertThat(supervisor.state()).isEqualTo(SupervisorState.STOPPED);
            context.restart();
            assertThat(supervisor.state()).isEqualTo(SupervisorState.RUNNING);
        }
    }

    @Test
    void withLazyInitializationTasksStartAsUsual() throws InterruptedException {
        try (ConfigurableApplicationContext context = run("--spring.main.lazy-initialization=true")) {
            assertThat(context.getBean(TaskSupervisor.class).state()).isEqualTo(SupervisorState.RUNNING);
            assertThat(context.getBeanFactory().containsSingleton("unrelated")).isFalse();
            assertThat(context.getBean(Application.class).ran.await(20, TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    @Test
    void theReadinessOfAChildContextStartsNothingAnew() {
        try (ConfigurableApplicationContext parent = run("--tasky.auto-start=false")) {
            parent.getBean(TaskSupervisor.class).start();
            parent.getBean(TaskSupervisor.class).quiet();
            new SpringApplicationBuilder(Child.class)
                    .parent(parent)
                    .web(WebApplicationType.NONE)
                    .run()
                    .close();
            assertThat(parent.getBean(TaskSupervisor.class).state()).isEqualTo(SupervisorState.QUIET);
        }
    }

    @Test
    void aChildContextWithTasksHasASupervisorOfItsOwnWhoseEndIsNotItsParents() {
        try (ConfigurableApplicationContext parent = run()) {
            TaskSupervisor above = parent.getBean(TaskSupervisor.class);
            try (ConfigurableApplicationContext child = new SpringApplicationBuilder(Application.class)
                    .parent(parent)
                    .web(WebApplicationType.NONE)
                    .run()) {
                TaskSupervisor below = child.getBean(TaskSupervisor.class);
                assertThat(below).isNotSameAs(above);
                assertThat(below.tasks()).isNotEmpty();
            }
            assertThat(above.state()).isEqualTo(SupervisorState.RUNNING);
        }
    }

    private static ConfigurableApplicationContext run(String... arguments) {
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run(arguments);
    }

    @Configuration(proxyBeanMethods = false)
    static class Child {}

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(TaskyAutoConfiguration.class)
    static class Application {

        final CountDownLatch ran = new CountDownLatch(1);

        SupervisorState stateInRunner = SupervisorState.CLOSED;

        @Bean
        CommandLineRunner stateReader(TaskSupervisor supervisor) {
            return arguments -> stateInRunner = supervisor.state();
        }

        @Bean
        String unrelated() {
            return "unrelated";
        }

        @TimerTask(delay = "0s")
        void work() {
            ran.countDown();
        }
    }
}
