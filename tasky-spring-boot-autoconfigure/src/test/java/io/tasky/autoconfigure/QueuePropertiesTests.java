package io.tasky.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tasky.annotation.QueueWorker;
import io.tasky.supervisor.TaskSupervisor;
import io.tasky.task.QueueFullException;
import io.tasky.task.TaskQueue;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What {@code tasky.queues} says. */
@ExtendWith(OutputCaptureExtension.class)
class QueuePropertiesTests {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(TaskyAutoConfiguration.class));

    record Sender(@Qualifier("days") TaskQueue<LocalDate> days) {}

    static class Worker {

        @QueueWorker(name = "days", capacity = "5", enabled = "false")
        void handle(LocalDate day) {}
    }

    @Test
    void queueThatIsOnlySentToIsInjected(CapturedOutput output) {
        runner.withBean(Sender.class)
                .withPropertyValues(
                        "tasky.queues.days.type=java.time.LocalDate",
                        "tasky.queues.days.capacity=1",
                        "tasky.queues.days.overflow=reject",
                        "tasky.queues.days.backend=memory")
                .run(context -> {
                    TaskQueue<LocalDate> days = context.getBean(Sender.class).days();
                    days.put(LocalDate.EPOCH);
                    assertThatThrownBy(() -> days.put(LocalDate.EPOCH)).isInstanceOf(QueueFullException.class);
                    assertThat(days.drain()).containsExactly(LocalDate.EPOCH);
                    assertThat(output)
                            .contains("Queue 'days' has no worker in this application: what is put there waits until"
                                    + " one is registered, or code drains it.");
                });
    }

    @Test
    void whatIsConfiguredWinsOverWhatTheWorkerSays(CapturedOutput output) {
        runner.withBean(Worker.class)
                .withPropertyValues("tasky.queues.days.capacity=7")
                .run(context -> {
                    assertThat(context.getBean(TaskSupervisor.class)
                                    .queue("days")
                                    .remainingCapacity())
                            .isEqualTo(7);
                    assertThat(output).doesNotContain("WARN");
                });
    }

    @Test
    void typeThatTheWorkerDoesNotTakeStopsTheStart() {
        runner.withBean(Worker.class)
                .withPropertyValues("tasky.queues.days.type=java.lang.String")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessage("Queue 'days' takes java.time.LocalDate for " + Worker.class.getName()
                                + ".handle(LocalDate), and java.lang.String for tasky.queues.days.type."));
    }

    @Test
    void capacityOutOfRangeStopsTheStart() {
        runner.withPropertyValues("tasky.queues.days.capacity=0")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasRootCauseMessage("Queue 'days': capacity must be -1 (any number) or at least 1, was 0."));
    }
}
