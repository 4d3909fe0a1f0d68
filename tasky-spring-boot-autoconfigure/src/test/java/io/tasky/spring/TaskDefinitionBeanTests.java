package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.annotation.PeriodicTask;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tasks that are beans. */
@Timeout(60)
class TaskDefinitionBeanTests {

    /** One class that gives several tasks. */
    record Poller(String host) {

        TaskDefinition task() {
            return TaskDefinition.background("poll." + host).param("host", host).call(() -> "polled " + host);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Pollers {

        @Bean
        TaskDefinition first() {
            return new Poller("a").task();
        }

        @Bean
        List<TaskDefinition> others() {
            return List.of(new Poller("b").task(), new Poller("c").task());
        }
    }

    @Test
    void definitionsAndListsOfThemAreRegistered() {
        TaskyContext.runner().withUserConfiguration(Pollers.class).run(context -> {
            TaskSupervisor supervisor = context.getBean(TaskSupervisor.class);
            assertThat(supervisor.tasks()).extracting(TaskSnapshot::name).containsExactly("poll.a", "poll.b", "poll.c");
            assertThat(supervisor.call("poll.b", null).get(20, TimeUnit.SECONDS))
                    .isEqualTo("polled b");
        });
    }

    @Test
    void lazyInitializationDoesNotKeepThemAway() {
        TaskyContext.runner()
                .withPropertyValues("spring.main.lazy-initialization=true")
                .withInitializer(context -> context.addBeanFactoryPostProcessor(
                        new org.springframework.boot.LazyInitializationBeanFactoryPostProcessor()))
                .withUserConfiguration(Pollers.class)
                .run(context -> assertThat(context.getBean(TaskSupervisor.class).tasks())
                        .hasSize(3));
    }

    @Test
    void configurationLiesOverThem() {
        TaskyContext.runner()
                .withUserConfiguration(Pollers.class)
                .withPropertyValues(
                        "tasky.tasks.poll.b.priority=high",
                        "tasky.tasks.poll.b.max-concurrent=3",
                        "tasky.tasks.poll.b.retry.max-retries=2",
                        "tasky.tasks.poll.b.params.region=eu",
                        "tasky.strict=true")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    TaskDefinition found = context.getBean(DeclaredTasks.class).definitions().stream()
                            .filter(task -> task.name().equals("poll.b"))
                            .findFirst()
                            .orElseThrow();
                    assertThat(found.get(io.tasky.task.TaskAttribute.PRIORITY, TaskPriority.NORMAL))
                            .isEqualTo(TaskPriority.HIGH);
                    assertThat(found.retryPolicy()).isNotNull();
                    assertThat(found.params()).containsEntry("host", "b").containsEntry("region", "eu");
                });
    }

    @Test
    void retryWithoutItsNumberIsRefused() {
        TaskConfigurationException failure = TaskyContext.failure(TaskyContext.runner()
                .withUserConfiguration(Pollers.class)
                .withPropertyValues("tasky.tasks.poll.b.retry.delay=1s"));
        assertThat(failure)
                .hasMessage(
                        "Task 'poll.b' (the definition of 'poll.b') has a retry in the configuration without max-retries,"
                                + " so that nothing would be retried.");
    }

    @Configuration(proxyBeanMethods = false)
    static class Twins {

        @Bean
        TaskDefinition one() {
            return TaskDefinition.timer("twin").delay(Duration.ofSeconds(1)).run(() -> {});
        }

        @Bean
        Annotated annotated() {
            return new Annotated();
        }
    }

    static class Annotated {

        @PeriodicTask(name = "twin", fixedRate = "1h")
        void work() {}
    }

    @Test
    void nameThatIsTakenStopsTheStartUp() {
        TaskConfigurationException failure =
                TaskyContext.failure(TaskyContext.runner().withUserConfiguration(Twins.class));
        assertThat(failure)
                .hasMessage("Two tasks are named 'twin': @PeriodicTask method " + Annotated.class.getName()
                        + ".work() of bean 'annotated' and the definition in bean 'one'.");
        assertThat(failure.remedy()).isEqualTo("Give one of them another name.");
    }

    @Configuration(proxyBeanMethods = false)
    static class Wrong {

        @Bean
        TaskDefinition wrong() {
            return TaskDefinition.periodic("wrong").pool("nowhere").run(new AtomicInteger()::incrementAndGet);
        }
    }

    @Test
    void definitionsAreCheckedAsAnnotationsAre() {
        TaskConfigurationException failure =
                TaskyContext.failure(TaskyContext.runner().withUserConfiguration(Wrong.class));
        assertThat(failure)
                .hasMessage(
                        "Task 'wrong' (the definition of 'wrong') names the pool 'nowhere', which nobody declared (there"
                                + " is: default).");
    }
}
