package io.tasky.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.RunOptions;
import io.tasky.task.TaskConfigurationException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** What kind of threads pools have. */
class PoolThreadsTests {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(TaskyAutoConfiguration.class));

    @Test
    void threadsAreNamedAfterTheirPoolAndSeeTheApplicationsClasses() {
        ClassLoader loader = new ClassLoader(getClass().getClassLoader()) {};
        runner.withClassLoader(loader)
                .withPropertyValues("tasky.pools.io.size=2")
                .run(context -> {
                    Thread thread = threadOf(context, "io");
                    assertThat(thread.getName()).matches("tasky-io-\\d+");
                    assertThat(thread.getContextClassLoader()).isSameAs(loader);
                });
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_20)
    void virtualThreadsAreRefusedBelowJava21() {
        runner.withPropertyValues("tasky.pools.io.threads=virtual").run(context -> {
            assertThat(context)
                    .getFailure()
                    .rootCause()
                    .isInstanceOf(TaskConfigurationException.class)
                    .hasMessage("tasky.pools.io.threads is 'virtual', but this is Java "
                            + Runtime.version().feature() + ", and virtual threads need Java 21.")
                    .extracting(failure -> ((TaskConfigurationException) failure).remedy())
                    .isEqualTo("Run on Java 21 or later, or set tasky.pools.io.threads=platform.");
        });
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void aPoolMayHaveVirtualThreads() {
        ClassLoader loader = new ClassLoader(getClass().getClassLoader()) {};
        runner.withClassLoader(loader)
                .withPropertyValues("tasky.pools.io.threads=virtual")
                .run(context -> {
                    Thread thread = threadOf(context, "io");
                    assertThat(thread.getName()).matches("tasky-io-\\d+");
                    assertThat(thread.getContextClassLoader()).isSameAs(loader);
                    assertThat(isVirtual(thread)).isTrue();
                    assertThat(isVirtual(threadOf(context, "default"))).isFalse();
                });
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void poolsHaveVirtualThreadsWhereTheApplicationHas() {
        runner.withPropertyValues("spring.threads.virtual.enabled=true", "tasky.pools.io.threads=platform")
                .run(context -> {
                    assertThat(isVirtual(threadOf(context, "default"))).isTrue();
                    assertThat(isVirtual(threadOf(context, "io"))).isFalse();
                });
    }

    private static Thread threadOf(ApplicationContext context, String pool) throws Exception {
        return context.getBean(TaskSupervisor.class)
                .submit(Thread::currentThread, RunOptions.DEFAULTS.withPool(pool))
                .get(20, TimeUnit.SECONDS);
    }

    /** The method is there from Java 21 on only. */
    private static boolean isVirtual(Thread thread) throws Exception {
        return (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
    }
}
