package io.tasky.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tasky.spi.TaskListener.TaskFacts;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import org.junit.jupiter.api.Test;

class TaskMetersTableTests {

    private final MeterRegistry registry = new SimpleMeterRegistry();

    private final TaskMetersTable table = new TaskMetersTable(facts -> new TaskMeters(registry, facts), facts -> false);

    private static TaskFacts mail() {
        return new TaskFacts("mail", TaskKind.BACKGROUND, "default", TaskPriority.NORMAL, null);
    }

    @Test
    void taskThatComesWhileItsPredecessorsMetersGoIsMeasuredAllTheSame() {
        TaskFacts before = mail();
        TaskFacts next = mail();
        table.get(before).recordRun(RunStatus.SUCCEEDED, 1);
        table.get(before).record(TaskyMeter.WAIT, 1);
        boolean[] came = new boolean[1];
        registry.config().onMeterRemoved(meter -> {
            if (!came[0]) {
                came[0] = true;
                // It gets those of its predecessor that are there still.
                table.get(next).recordRun(RunStatus.SUCCEEDED, 1);
                table.get(next).record(TaskyMeter.WAIT, 1);
            }
        });

        table.remove(before);
        table.get(next).recordRun(RunStatus.SUCCEEDED, 1);
        table.get(next).record(TaskyMeter.WAIT, 1);

        assertThat(came[0]).isTrue();
        assertThat(registry.get("tasky.run").tag("task", "mail").timer().count())
                .isEqualTo(2);
        assertThat(registry.get("tasky.wait").tag("task", "mail").timer().count())
                .isOne();
    }

    @Test
    void tasksAreToldApartByTheirFactsHoweverEqualTheseAre() {
        TaskFacts one = mail();
        TaskFacts other = mail();

        assertThat(table.get(one)).isSameAs(table.get(one)).isNotSameAs(table.get(other));
    }

    @Test
    void tasksAreFoundHoweverManyThereAre() {
        TaskFacts first = mail();
        TaskMeters meters = table.get(first);
        for (int i = 0; i < 1_000; i++) {
            table.get(mail());
        }

        assertThat(table.get(first)).isSameAs(meters);
    }
}
