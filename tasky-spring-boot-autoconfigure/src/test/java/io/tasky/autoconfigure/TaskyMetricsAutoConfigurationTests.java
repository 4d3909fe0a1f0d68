package io.tasky.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tasky.metrics.TaskyMetrics;
import io.tasky.pool.PoolConfig;
import io.tasky.pool.PoolSnapshot;
import io.tasky.pool.TaskPool;
import io.tasky.spi.TaskListener.TaskFacts;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.Page;
import io.tasky.task.RunOptions;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.ContextRefreshedEvent;

class TaskyMetricsAutoConfigurationTests {

    private static final TaskFacts MAIL =
            new TaskFacts("mail.send", TaskKind.BACKGROUND, "io", TaskPriority.HIGH, null);

    private final TaskSupervisor supervisor = mock(TaskSupervisor.class);

    @BeforeEach
    void supervisorHasNoTimers() {
        given(supervisor.tasks(any(), anyInt(), anyInt())).willReturn(new Page<>(List.of(), 0, 0));
    }

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    TaskyMetricsAutoConfiguration.class,
                    MetricsAutoConfiguration.class,
                    CompositeMeterRegistryAutoConfiguration.class,
                    SimpleMetricsExportAutoConfiguration.class))
            .withBean(TaskSupervisor.class, () -> supervisor);

    @Test
    void runsAndPoolsAreMeasuredInTheApplicationsRegistry() {
        TaskPool pool = pool("io");
        given(supervisor.pools()).willReturn(List.of(pool));
        runner.run(context -> {
            context.getBean(TaskyMetrics.class).onRejected(MAIL);

            MeterRegistry registry = context.getBean(MeterRegistry.class);
            assertThat(registry.get("tasky.rejected").counter().count()).isEqualTo(1);
            assertThat(registry.get("tasky.pool.size").tag("pool", "io").gauge().value())
                    .isEqualTo(4);
        });
    }

    @Test
    void poolsThatCameAfterTheBindingAreMeasuredWhenTheContextIsRefreshed() {
        runner.run(context -> {
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            assertThat(registry.find("tasky.pool.size").gauge()).isNull();
            TaskPool pool = pool("late");
            given(supervisor.pools()).willReturn(List.of(pool));

            context.publishEvent(new ContextRefreshedEvent(context.getSourceApplicationContext()));

            assertThat(registry.get("tasky.pool.size")
                            .tag("pool", "late")
                            .gauge()
                            .value())
                    .isEqualTo(4);
        });
    }

    @Test
    void severalRegistriesAllGetTheRunsAndTheGauges() {
        TaskPool pool = pool("io");
        given(supervisor.pools()).willReturn(List.of(pool));
        SimpleMeterRegistry first = new SimpleMeterRegistry();
        SimpleMeterRegistry second = new SimpleMeterRegistry();
        runner.withBean("first", MeterRegistry.class, () -> first)
                .withBean("second", MeterRegistry.class, () -> second)
                .run(context -> {
                    context.getBean(TaskyMetrics.class).onRejected(MAIL);

                    assertThat(List.of(first, second)).allSatisfy(registry -> {
                        assertThat(registry.get("tasky.rejected").counter().count())
                                .isEqualTo(1);
                        assertThat(registry.get("tasky.pool.size").gauge().value())
                                .isEqualTo(4);
                    });
                });
    }

    @Test
    void workOfARealSupervisorIsMeasured() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        TaskyAutoConfiguration.class,
                        TaskyMetricsAutoConfiguration.class,
                        MetricsAutoConfiguration.class,
                        CompositeMeterRegistryAutoConfiguration.class,
                        SimpleMetricsExportAutoConfiguration.class))
                .run(context -> {
                    TaskSupervisor real = context.getBean(TaskSupervisor.class);
                    real.submit(() -> "done", RunOptions.DEFAULTS.withName("report-for-alice"))
                            .get();
                    assertThat(real.pool("default").awaitIdle(Duration.ofSeconds(30)))
                            .isTrue();

                    MeterRegistry registry = context.getBean(MeterRegistry.class);
                    assertThat(registry.get("tasky.run")
                                    .tags("task", "dynamic", "outcome", "SUCCEEDED", "pool", "default")
                                    .timer()
                                    .count())
                            .isEqualTo(1);
                    assertThat(registry.get("tasky.wait").timer().count()).isEqualTo(1);
                    assertThat(registry.get("tasky.pool.running").gauge().value())
                            .isZero();
                });
    }

    @Test
    void applicationsOwnMetricsWin() {
        TaskyMetrics own = new TaskyMetrics(new SimpleMeterRegistry(), supervisor);
        runner.withBean("own", TaskyMetrics.class, () -> own)
                .run(context -> assertThat(context).getBean(TaskyMetrics.class).isSameAs(own));
    }

    @Test
    void nothingIsMeasuredWithoutARegistry() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(TaskyMetricsAutoConfiguration.class))
                .withBean(TaskSupervisor.class, () -> supervisor)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(TaskyMetrics.class));
    }

    @Test
    void nothingIsMeasuredWithoutASupervisor() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(TaskyMetricsAutoConfiguration.class))
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(TaskyMetrics.class));
    }

    @Test
    void startsWithoutMicrometer() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(TaskyMetricsAutoConfiguration.class))
                .withBean(TaskSupervisor.class, () -> supervisor)
                .withClassLoader(new FilteredClassLoader("io.micrometer"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("taskyMetrics"));
    }

    private TaskPool pool(String name) {
        PoolConfig config = PoolConfig.of(name, 4);
        TaskPool pool = mock(TaskPool.class);
        given(pool.config()).willReturn(config);
        given(pool.snapshot()).willReturn(new PoolSnapshot(config, 0, 0, Map.of(), 0, 0, 0));
        given(supervisor.pool(name)).willReturn(pool);
        return pool;
    }
}
