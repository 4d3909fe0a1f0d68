package io.tasky.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tasky.annotation.BackgroundTask;
import io.tasky.autoconfigure.TaskyAutoConfiguration;
import io.tasky.supervisor.SupervisorState;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskPriority;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** Background tasks that run when their context closes. */
@ExtendWith(OutputCaptureExtension.class)
class ShutdownTaskTests {

    private static final Log log = new Log();

    @BeforeEach
    void clearLog() {
        log.clear();
    }

    @Test
    void theyRunByPriorityWhenTheContextCloses(CapturedOutput output) {
        TaskyContext.runner()
                .withBean("closer", Closer.class)
                .run(context -> assertThat(log.isEmpty()).isTrue());
        assertThat(log.next()).isEqualTo("high");
        assertThat(log.next()).isEqualTo("low refused");
        assertThat(log.next()).isEqualTo("destroyed");
        assertThat(log.isEmpty()).isTrue();
        assertThat(output).contains("Shutdown tasks: succeeded closer.high, closer.low.");
        assertThat(output).containsOnlyOnce("Tasky stopped: ");
    }

    @Test
    void theyDoNotRunWhenTheContextMerelyStops() {
        TaskyContext.runner().withBean("closer", Closer.class).run(context -> {
            ConfigurableApplicationContext source = context.getSourceApplicationContext();
            source.stop();
            source.start();
            assertThat(context.getBean(TaskSupervisor.class).state()).isEqualTo(SupervisorState.RUNNING);
            assertThat(log.isEmpty()).isTrue();
        });
        assertThat(log.next()).isEqualTo("high");
    }

    @Test
    void theyRunWhileTheBeansAreThereIfTheContextHadStoppedBefore() {
        TaskyContext.runner()
                .withBean("closer", Closer.class)
                .run(context -> context.getSourceApplicationContext().stop());
        assertThat(log.next()).isEqualTo("high");
        assertThat(log.next()).isEqualTo("low refused");
        assertThat(log.next()).isEqualTo("destroyed");
    }

    @Test
    void theyDoNotRunWhenAChildContextCloses() {
        TaskyContext.runner().withBean("closer", Closer.class).run(context -> {
            new ApplicationContextRunner()
                    .withParent(context)
                    .withConfiguration(AutoConfigurations.of(TaskyAutoConfiguration.class))
                    .run(child -> assertThat(child).hasNotFailed());
            assertThat(log.isEmpty()).isTrue();
            assertThat(context.getBean(TaskSupervisor.class).state()).isEqualTo(SupervisorState.RUNNING);
        });
        assertThat(log.next()).isEqualTo("high");
    }

    @Test
    void theyDoNotRunIfTheContextCouldNotStart() {
        TaskyContext.runner()
                .withBean("closer", Closer.class)
                .withBean("broken", Broken.class)
                .run(context -> assertThat(context).hasFailed());
        while (!log.isEmpty()) {
            assertThat(log.next()).isEqualTo("destroyed");
        }
    }

    static class Broken {
        Broken() {
            throw new IllegalStateException("broken");
        }
    }

    static class Closer implements DisposableBean {

        private final TaskSupervisor supervisor;

        Closer(TaskSupervisor supervisor) {
            this.supervisor = supervisor;
        }

        @BackgroundTask(onShutdown = true, priority = TaskPriority.LOW)
        void low(TaskContext context) {
            assertThatExceptionOfType(RejectedExecutionException.class)
                    .isThrownBy(() -> supervisor.call("closer.high", null));
            log.add(context.isStopRequested() ? "stopped" : "low refused");
        }

        @BackgroundTask(onShutdown = true, priority = TaskPriority.HIGH)
        void high() {
            log.add("high");
        }

        @Override
        public void destroy() {
            log.add("destroyed");
        }
    }
}
