package io.tasky.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tasky.supervisor.SupervisorState;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskRun;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.annotation.DirtiesContext.HierarchyMode;
import org.springframework.test.context.TestContextManager;

/** A context comes to its end although its clock stands still. */
@Timeout(60)
class ClosingTests {

    @TaskyTest(classes = {Log.class, Office.class})
    static class Pooled {}

    private final TestContextManager manager = new TestContextManager(Pooled.class);

    private final ConfigurableApplicationContext context =
            (ConfigurableApplicationContext) manager.getTestContext().getApplicationContext();

    @Test
    void runThatNeverEndsIsInterruptedWhenItsTimeIsOver() {
        TaskSupervisor supervisor = context.getBean(TaskSupervisor.class);
        CountDownLatch latch = new CountDownLatch(1);
        TaskRun<String> run = supervisor.submit(
                () -> {
                    latch.await();
                    return "";
                },
                RunOptions.DEFAULTS);
        manager.getTestContext().markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
        assertThat(supervisor.state()).isEqualTo(SupervisorState.CLOSED);
        // Its thread has been interrupted by then; that it has woken up already is not said.
        assertThatExceptionOfType(CancellationException.class).isThrownBy(run::get);
        assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    void contextThatWasPausedGoesOn() {
        TaskyClock clock = context.getBean(TaskyClock.class);
        clock.advance(Duration.ofSeconds(10));
        assertThat(context.getBean(Log.class).take()).hasSize(3);
        context.stop();
        assertThat(context.getBean(TaskSupervisor.class).state()).isEqualTo(SupervisorState.STOPPED);
        context.start();
        clock.advance(Duration.ofSeconds(10));
        // The schedules went on meanwhile: nothing begins anew.
        assertThat(context.getBean(Log.class).take())
                .extracting(entry -> entry.substring(entry.indexOf(' ') + 1))
                .containsExactly("pausing", "high", "first", "second", "low");
        manager.getTestContext().markApplicationContextDirty(HierarchyMode.EXHAUSTIVE);
    }
}
