package io.tasky.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.tasky.spi.TaskListener.TaskFacts;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import io.tasky.task.TimeSource;
import io.tasky.testing.ManualTimeSource;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.support.TestPropertySourceUtils;

/** What ends an application, and what does not. */
@Timeout(60)
class ApplicationEndTests {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(TaskyAutoConfiguration.class));

    @Test
    void nothingIsThereUnlessTheApplicationIsToEnd() {
        runner.run(context ->
                assertThat(context).doesNotHaveBean(ApplicationEnd.class).doesNotHaveBean(FailureExitCode.class));
        runner.withPropertyValues("tasky.run.mode=forever")
                .run(context -> assertThat(context).doesNotHaveBean(ApplicationEnd.class));
        runner.withPropertyValues("tasky.run.for=10s", "tasky.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(ApplicationEnd.class));
    }

    @Test
    void aTestDecidesItselfWhenItsContextEnds() {
        runner.withPropertyValues("tasky.run.mode=until-complete")
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addLast(new MapPropertySource(
                                TestPropertySourceUtils.INLINED_PROPERTIES_PROPERTY_SOURCE_NAME, Map.of("a", "b"))))
                .run(context -> assertThat(context).doesNotHaveBean(ApplicationEnd.class));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            tasky.run.mode=for            | tasky.run.mode is 'for', and nothing says for how long.
            tasky.run.for=0s              | tasky.run.for must be more than zero, was PT0S.
            tasky.run.for=10              | tasky.run.for is '10', which has no unit: 10ms or 10s?
            """)
    void settingThatDoesNotFitStopsTheStartUp(String property, String message) {
        runner.withPropertyValues(property)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasRootCauseInstanceOf(TaskConfigurationException.class)
                        .hasStackTraceContaining(message));
    }

    @Test
    void contextThatNoApplicationRunsIsClosedAndNothingElse() {
        ManualTimeSource time = new ManualTimeSource();
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        runner.withPropertyValues("tasky.run.for=10s")
                .withBean(TimeSource.class, () -> time)
                .withBean(ApplicationExit.class, () -> code -> seen.add("exit " + code))
                .withBean(Closing.class, () -> new Closing(seen))
                .run(context -> {
                    time.advance(Duration.ofSeconds(10));
                    assertThat(seen.take()).isEqualTo("closed");
                    Thread end = thread();
                    if (end != null) {
                        end.join();
                    }
                    assertThat(seen).isEmpty();
                });
    }

    private static @Nullable Thread thread() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("tasky-end"))
                .findFirst()
                .orElse(null);
    }

    record Closing(BlockingQueue<String> seen) {

        @EventListener
        void closed(ContextClosedEvent event) {
            seen.add("closed");
        }
    }

    @Test
    void failureWhileItClosesCounts() throws Exception {
        BlockingQueue<Integer> codes = new LinkedBlockingQueue<>();
        SpringApplication application = EndingApplication.application();
        application.addInitializers(
                context -> ((GenericApplicationContext) context).registerBean(ApplicationExit.class, () -> codes::add));
        ConfigurableApplicationContext context = application.run("--spring.profiles.active=none", "--tasky.run.for=2s");
        Callable<String> lateFailure = () -> {
            while (!context.isClosed()) {
                Thread.onSpinWait();
            }
            throw new IllegalStateException("too late");
        };
        TaskRun<String> run = context.getBean(TaskSupervisor.class).submit(lateFailure, RunOptions.DEFAULTS);
        assertThat(codes.take()).isOne();
        assertThat(run.exception()).hasMessage("too late");
    }

    @Test
    void stoppedContextLeavesNoThread() throws Exception {
        Thread[] end = new Thread[1];
        runner.withPropertyValues("tasky.run.for=1h").run(context -> {
            end[0] = thread();
            assertThat(end[0]).isNotNull();
        });
        end[0].join();
    }

    @ParameterizedTest
    @CsvSource({"SUCCEEDED,0", "CANCELLED,0", "REJECTED,0", "FAILED,1", "TIMED_OUT,1"})
    void onlyFailuresForGoodAreFailures(RunStatus status, int code) {
        FailureExitCode exitCode = new FailureExitCode();
        TaskRun<?> run = mock(TaskRun.class);
        when(run.status()).thenReturn(status);
        exitCode.onFinished(run, new TaskFacts("a", TaskKind.TIMER, "default", TaskPriority.LOW, null), 1);
        assertThat(exitCode.getExitCode()).isEqualTo(code);
    }
}
