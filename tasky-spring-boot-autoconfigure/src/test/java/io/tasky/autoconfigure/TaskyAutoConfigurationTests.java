package io.tasky.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import io.tasky.annotation.BackgroundTask;
import io.tasky.annotation.PeriodicTask;
import io.tasky.annotation.QueueWorker;
import io.tasky.annotation.TimerTask;
import io.tasky.memory.InMemoryQueueStoreFactory;
import io.tasky.pool.PoolConfig;
import io.tasky.spi.CronFactory;
import io.tasky.spi.TaskErrorHandler;
import io.tasky.spi.TaskInterceptor;
import io.tasky.spi.TaskListener;
import io.tasky.spi.TickDelays;
import io.tasky.supervisor.SystemTimeSource;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.supervisor.TaskSupervisorBuilder;
import io.tasky.task.ErrorPolicy;
import io.tasky.task.RunOptions;
import io.tasky.task.Schedule;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskRun;
import io.tasky.task.TaskTimer;
import io.tasky.task.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.mockito.AdditionalAnswers;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** What an application gets without configuring anything, and how it replaces parts. */
class TaskyAutoConfigurationTests {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(TaskyAutoConfiguration.class));

    @Test
    void tasksOfAllFourKindsRun() {
        runner.withBean("producer", Producer.class)
                .withBean("worker", Worker.class)
                .run(context -> {
                    Worker worker = context.getBean(Worker.class);
                    assertThat(worker.await("tick")).isTrue();
                    context.getBean(Producer.class).queue.put("item");
                    assertThat(worker.await("item")).isTrue();
                    context.getBean(Producer.class).timer.reset();
                    assertThat(worker.await("timer")).isTrue();
                    assertThat(worker.greet("you", null).get(20, TimeUnit.SECONDS))
                            .isEqualTo("worker.greet: you");
                });
    }

    static class Producer {

        final TaskQueue<String> queue;

        final TaskTimer<Void> timer;

        Producer(@Qualifier("items") TaskQueue<String> queue, @Qualifier("timer") TaskTimer<Void> timer) {
            this.queue = queue;
            this.timer = timer;
        }
    }

    static class Worker {

        private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

        @PeriodicTask(fixedRate = "10ms")
        void tick() {
            seen.add("tick");
        }

        @QueueWorker(name = "items")
        void handle(String item) {
            seen.add(item);
        }

        @TimerTask(name = "timer", delay = "10ms", autoStart = false)
        void fire(TaskContext context) {
            seen.add("timer");
        }

        @BackgroundTask
        TaskRun<String> greet(String name, @Nullable TaskContext context) {
            return TaskRun.of((context == null ? "" : context.task()) + ": " + name);
        }

        boolean await(String wanted) throws InterruptedException {
            String next;
            do {
                next = seen.poll(20, TimeUnit.SECONDS);
            } while (next != null && !next.equals(wanted));
            return next != null;
        }
    }

    @Test
    void theSupervisorIsABeanOfThatName() {
        runner.run(context -> assertThat(context).getBean("taskSupervisor").isInstanceOf(TaskSupervisor.class));
    }

    @Test
    void anApplicationsOwnSupervisorGetsTheTasks() {
        runner.withUserConfiguration(OwnSupervisor.class)
                .withBean("producer", Producer.class)
                .withBean("worker", Worker.class)
                .run(context -> {
                    assertThat(context).hasSingleBean(TaskSupervisor.class).hasBean("own");
                    assertThat(context.getBean(TaskSupervisor.class).tasks()).hasSize(4);
                    assertThat(context.getBean(Producer.class).queue.name()).isEqualTo("items");
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnSupervisor {
        @Bean
        TaskSupervisor own() {
            return new TaskSupervisorBuilder()
                    .queueStore(new InMemoryQueueStoreFactory())
                    .build();
        }
    }

    @Test
    void customizersChangeTheBuilderInTheirOrder() {
        runner.withUserConfiguration(Customizers.class)
                .withPropertyValues("tasky.pools.extra.size=1")
                .run(context -> assertThat(context.getBean(TaskSupervisor.class)
                                .pool("extra")
                                .config()
                                .size())
                        .isEqualTo(3));
    }

    @Configuration(proxyBeanMethods = false)
    static class Customizers {
        @Bean
        @Order(2)
        SupervisorCustomizer later() {
            return builder -> builder.pool(PoolConfig.of("extra", 3));
        }

        @Bean
        @Order(1)
        SupervisorCustomizer earlier() {
            return builder -> builder.pool(PoolConfig.of("extra", 2));
        }
    }

    @Test
    void interceptorsWrapAttemptsInTheirOrderAndMayUseTheSupervisor() {
        runner.withUserConfiguration(Intercepting.class)
                .run(context -> assertThat(context.getBean(TaskSupervisor.class)
                                .submit(() -> "work", RunOptions.DEFAULTS)
                                .get(20, TimeUnit.SECONDS))
                        .isEqualTo("outer(inner(work) of RUNNING)"));
    }

    @Configuration(proxyBeanMethods = false)
    static class Intercepting {
        @Bean
        @Order(2)
        TaskInterceptor inner(TaskSupervisor supervisor) {
            return (context, facts, attempt) -> "inner(" + attempt.proceed() + ") of " + supervisor.state();
        }

        @Bean
        @Order(1)
        TaskInterceptor outer() {
            return (context, facts, attempt) -> "outer(" + attempt.proceed() + ")";
        }
    }

    @Test
    void listenersAreToldOfRunsAndMayUseTheSupervisor() {
        runner.withUserConfiguration(Listening.class)
                .withBean("worker", Worker.class)
                .run(context -> assertThat(
                                context.getBean(Listening.class).finished.get(20, TimeUnit.SECONDS))
                        .startsWith("worker."));
    }

    @Configuration(proxyBeanMethods = false)
    static class Listening {

        final CompletableFuture<String> finished = new CompletableFuture<>();

        @Bean
        TaskListener listener(TaskSupervisor supervisor) {
            return new TaskListener() {
                @Override
                public void onFinished(TaskRun<?> run, TaskFacts facts, long took) {
                    finished.complete(supervisor.task(facts.task()).name());
                }
            };
        }
    }

    @Test
    void errorHandlersAreToldOfRunsThatNobodyHoldsAndMayUseTheSupervisor() {
        runner.withUserConfiguration(Handling.class)
                .withBean("failing", Failing.class)
                .run(context -> {
                    context.getBean(Failing.class).fail();
                    assertThat(context.getBean(Handling.class).handled.get(20, TimeUnit.SECONDS))
                            .isEqualTo("failing.fail: no");
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class Handling {

        final CompletableFuture<String> handled = new CompletableFuture<>();

        @Bean
        TaskErrorHandler handler(TaskSupervisor supervisor) {
            return (run, facts, failure) ->
                    handled.complete(supervisor.task(facts.task()).name() + ": " + failure.getMessage());
        }
    }

    static class Failing {

        @BackgroundTask
        void fail() {
            throw new IllegalStateException("no");
        }
    }

    @Test
    void anApplicationsOwnReaderOfCronExpressionsAndItsPausesWin() {
        runner.withUserConfiguration(Scheduling.class)
                .withBean("nightly", Nightly.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(Scheduling.class).asked).containsOnly("0 0 3 * * *", "nightly.clean");
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class Scheduling {

        final Queue<String> asked = new ConcurrentLinkedQueue<>();

        @Bean
        CronFactory ownCronFactory() {
            return (expression, zone) -> {
                asked.add(expression);
                return Schedule.fixedRate(Duration.ofDays(1));
            };
        }

        @Bean
        TickDelays ownTickDelays() {
            return (task, failures) -> {
                asked.add(task);
                return Duration.ZERO;
            };
        }
    }

    static class Nightly {

        @PeriodicTask(cron = "0 0 3 * * *", onError = ErrorPolicy.BACK_OFF)
        void clean() {}
    }

    @Test
    void aTimeSourceBeanIsTheClock() {
        Instant fixed = Instant.parse("2001-02-03T04:05:06Z");
        runner.withBean(TimeSource.class, () -> fixedClock(fixed))
                .withBean("worker", Worker.class)
                .run(context -> assertThat(
                                context.getBean(Worker.class).greet("you", null).queuedAt())
                        .isEqualTo(fixed));
    }

    private static TimeSource fixedClock(Instant instant) {
        TimeSource system = SystemTimeSource.create();
        TimeSource clock = mock(TimeSource.class, AdditionalAnswers.delegatesTo(system));
        org.mockito.Mockito.doReturn(instant).when(clock).now();
        org.mockito.Mockito.doReturn(instant).when(clock).toInstant(org.mockito.ArgumentMatchers.anyLong());
        return clock;
    }
}
