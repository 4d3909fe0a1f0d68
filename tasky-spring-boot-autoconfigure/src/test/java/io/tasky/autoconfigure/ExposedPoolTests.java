package io.tasky.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tasky.autoconfigure.AsyncApplication.Worker;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskRun;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** Pools that are published as executors, beside those that applications have already. */
class ExposedPoolTests {

    private static final String EXPOSED = "tasky.pools.io.expose-as=ioExecutor";

    private final ApplicationContextRunner plain = AsyncApplication.runner(Worker.class);

    private final ApplicationContextRunner tasky =
            plain.withConfiguration(AutoConfigurations.of(TaskyAutoConfiguration.class));

    private final ApplicationContextRunner exposing = tasky.withPropertyValues("tasky.pools.io.size=2", EXPOSED);

    @Test
    void asyncMethodsFindThePoolByItsName() {
        exposing.withBean(Named.class).run(context -> {
            assertThat(context.getBean("ioExecutor")).isInstanceOf(AsyncTaskExecutor.class);
            Named named = context.getBean(Named.class);
            assertThat(named.thread().get(20, TimeUnit.SECONDS)).startsWith("tasky-io-");
        });
    }

    static class Named {
        @Async("ioExecutor")
        CompletableFuture<String> thread() {
            return CompletableFuture.completedFuture(Thread.currentThread().getName());
        }
    }

    /** Names and types of executors, threads of methods, and what an injection by type gets. */
    private static List<String> picture(AssertableApplicationContext context) throws Exception {
        List<String> lines = new ArrayList<>();
        context.getBeansOfType(Executor.class).forEach((name, bean) -> {
            if (!name.equals("ioExecutor")) {
                lines.add(name + " " + bean.getClass().getName());
            }
        });
        Worker worker = context.getBean(Worker.class);
        lines.add("@Async on " + withoutNumber(worker.async().get(20, TimeUnit.SECONDS)));
        lines.add("@Scheduled on " + withoutNumber(worker.scheduled().get(20, TimeUnit.SECONDS)));
        lines.add("TaskExecutor " + name(context.getBeanProvider(TaskExecutor.class)));
        lines.add("AsyncTaskExecutor " + name(context.getBeanProvider(AsyncTaskExecutor.class)));
        return lines;
    }

    private static String withoutNumber(String thread) {
        return thread.replaceAll("\\d+$", "n");
    }

    private static String name(ObjectProvider<?> provider) {
        Object bean = provider.getIfUnique();
        return bean == null ? "not unique" : bean.getClass().getSimpleName();
    }

    private void assertSameAsWithoutTasky(String... properties) {
        List<List<String>> pictures = new ArrayList<>();
        for (ApplicationContextRunner runner : List.of(plain, tasky, exposing)) {
            runner.withPropertyValues(properties).run(context -> pictures.add(picture(context)));
        }
        assertThat(pictures).hasSize(3);
        assertThat(pictures.get(1)).isEqualTo(pictures.get(0));
        assertThat(pictures.get(2)).isEqualTo(pictures.get(0));
    }

    @Test
    void everythingElseIsAsWithoutTasky() {
        assertSameAsWithoutTasky();
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void everythingElseIsAsWithoutTaskyOnVirtualThreads() {
        assertSameAsWithoutTasky("spring.threads.virtual.enabled=true");
    }

    @Test
    void executorOfTheApplicationStaysTheOneForAsyncMethods() {
        ApplicationContextRunner own = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
                .withUserConfiguration(OwnExecutor.class);
        ApplicationContextRunner ownAndTasky =
                own.withConfiguration(AutoConfigurations.of(TaskyAutoConfiguration.class));
        for (ApplicationContextRunner runner :
                List.of(own, ownAndTasky, ownAndTasky.withPropertyValues("tasky.pools.io.size=2", EXPOSED))) {
            runner.run(context -> {
                assertThat(context).doesNotHaveBean("applicationTaskExecutor");
                assertThat(context.getBean(Worker.class).async().get(20, TimeUnit.SECONDS))
                        .contains("own-");
                assertThat(context.getBean(Injected.class).executor()).isSameAs(context.getBean("own"));
            });
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAsync(proxyTargetClass = true)
    static class OwnExecutor {

        @Bean
        Worker worker() {
            return new Worker();
        }

        @Bean
        ThreadPoolTaskExecutor own() {
            ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
            executor.setThreadNamePrefix("own-");
            return executor;
        }

        @Bean
        Injected injected(TaskExecutor executor) {
            return new Injected(executor);
        }
    }

    record Injected(TaskExecutor executor) {}

    @Test
    void itsWorkIsThatOfTheSupervisor() {
        exposing.withPropertyValues("tasky.pools.io.size=1", "tasky.pools.io.max-waiting=0")
                .run(context -> {
                    AsyncTaskExecutor executor = context.getBean("ioExecutor", AsyncTaskExecutor.class);
                    TaskSupervisor supervisor = context.getBean(TaskSupervisor.class);
                    CountDownLatch never = new CountDownLatch(1);
                    Future<Boolean> waiting = executor.submit(() -> never.await(20, TimeUnit.SECONDS));
                    assertThat(waiting).isInstanceOfSatisfying(TaskRun.class, run -> {
                        assertThat(run.task()).isEqualTo("ioExecutor");
                        assertThat(supervisor.run(run.id())).isPresent();
                    });
                    assertThatExceptionOfType(RejectedExecutionException.class)
                            .isThrownBy(() -> executor.execute(() -> {}));
                    never.countDown();
                    assertThat(waiting.get()).isTrue();
                });
    }

    @Test
    void everyWayToSubmitWorks() {
        exposing.run(context -> {
            AsyncTaskExecutor executor = context.getBean("ioExecutor", AsyncTaskExecutor.class);
            CompletableFuture<@Nullable Void> executed = new CompletableFuture<>();
            executor.execute(() -> executed.complete(null));
            executed.get(20, TimeUnit.SECONDS);
            Runnable nothing = () -> {};
            executor.submit(nothing).get(20, TimeUnit.SECONDS);
            executor.submitCompletable(nothing).get(20, TimeUnit.SECONDS);
            assertThat(executor.submitCompletable(() -> "done").get(20, TimeUnit.SECONDS))
                    .isEqualTo("done");
            CountDownLatch started = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            Future<Boolean> run = executor.submit(() -> {
                started.countDown();
                return end.await(20, TimeUnit.SECONDS);
            });
            started.await();
            run.cancel(true);
            assertThat(((TaskRun<?>) run).status()).isEqualTo(RunStatus.CANCELLED);
        });
    }

    @Test
    void nameThatIsTakenStopsTheStart() {
        assertRefused(
                tasky.withPropertyValues("tasky.pools.io.expose-as=worker"),
                "tasky.pools.io.expose-as is 'worker', and there is a bean of that name already.",
                "Give it another name.");
    }

    @Test
    void nameForTwoPoolsStopsTheStart() {
        assertRefused(
                exposing.withPropertyValues("tasky.pools.other.expose-as=ioExecutor"),
                "tasky.pools.other.expose-as is 'ioExecutor', and there is a bean of that name already.",
                "Give it another name.");
    }

    @Test
    void emptyNameStopsTheStart() {
        assertRefused(
                tasky.withPropertyValues("tasky.pools.io.expose-as= "),
                "tasky.pools.io.expose-as is empty.",
                "Give it the name of the bean to be, or remove it.");
    }

    @Test
    void poolThatTheSupervisorDoesNotHaveStopsTheStart() {
        assertRefused(
                exposing.withBean(TaskSupervisor.class, () -> new io.tasky.supervisor.TaskSupervisorBuilder().build()),
                "tasky.pools.io.expose-as is 'ioExecutor', but the supervisor has no pool 'io'.",
                "Let the supervisor have that pool, or remove tasky.pools.io.expose-as.");
    }

    private static void assertRefused(ApplicationContextRunner runner, String text, String remedy) {
        runner.run(context -> {
            assertThat(context).hasFailed();
            Throwable failure = context.getStartupFailure();
            while (failure != null && !(failure instanceof TaskConfigurationException)) {
                failure = failure.getCause();
            }
            assertThat(failure)
                    .hasMessage(text)
                    .isInstanceOfSatisfying(
                            TaskConfigurationException.class,
                            found -> assertThat(found.remedy()).isEqualTo(remedy));
        });
    }
}
