package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tasky.task.Schedule;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskConfigurationException;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskKind;
import io.tasky.task.TimeSource;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CronTests {

    private static final TaskAttributes CRON = TaskAttributes.NONE
            .with(TaskAttribute.CRON, "0 0 * * * *")
            .with(TaskAttribute.ZONE, ZoneId.of("Europe/Berlin"));

    private static final long HOUR = Duration.ofHours(1).toNanos();

    /** Due at every full hour of the clock, that many times. */
    private record Hourly(long last, String name) implements Schedule {

        @Override
        public long first(TimeSource time, Duration initialDelay) {
            return next(time, time.nanoTime());
        }

        @Override
        public long next(TimeSource time, long lastDue) {
            long next = (Math.floorDiv(lastDue, HOUR) + 1) * HOUR;
            return next > last * HOUR ? Long.MAX_VALUE : next;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @Test
    void expressionAndZoneGoToTheFactoryAndItsScheduleSaysWhen() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        try (Rig rig = new Rig(builder ->
                        builder.cronFactory((expression, zone) -> new Hourly(9999, expression + " in " + zone)))
                .started()) {
            TaskControl task = rig.register(TaskKind.PERIODIC, "hourly", CRON, payload -> runs.incrementAndGet());
            assertThat(task.snapshot().schedule()).isEqualTo("0 0 * * * * in Europe/Berlin");
            assertThat(task.snapshot().nextRun()).isEqualTo(rig.time.toInstant(0));
            rig.advanceAndAwait(Duration.ofHours(1));
            rig.advanceAndAwait(Duration.ofHours(1));
            assertThat(runs).hasValue(2);
        }
    }

    @Test
    void expressionWithoutNextDateNeverRunsAgain() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        try (Rig rig =
                new Rig(builder -> builder.cronFactory((expression, zone) -> new Hourly(1, "twice"))).started()) {
            TaskControl task = rig.register(TaskKind.PERIODIC, "hourly", CRON, payload -> runs.incrementAndGet());
            for (int i = 0; i < 5; i++) {
                rig.advanceAndAwait(Duration.ofHours(1));
            }
            assertThat(runs).hasValue(2);
            assertThat(task.snapshot().nextRun()).isNull();
            assertThat(task.snapshot().counts().skipped()).isZero();
        }
    }

    @Test
    void supervisorWithoutCronSaysSo() {
        try (Rig rig = new Rig()) {
            assertThatThrownBy(() -> rig.register(TaskKind.PERIODIC, "hourly", CRON, payload -> null))
                    .isInstanceOf(TaskConfigurationException.class)
                    .hasMessage("The cron expression '0 0 * * * *' cannot be read: this supervisor was built without"
                            + " cron.");
        }
    }

    @Test
    void taskNeedsExactlyOneSchedule() {
        try (Rig rig = new Rig()) {
            assertThatThrownBy(() -> rig.register(TaskKind.PERIODIC, "none", TaskAttributes.NONE, payload -> null))
                    .hasMessage(
                            "Task 'none' (test none) says neither fixedRate nor fixedDelay nor cron, so that it would"
                                    + " never run.");
            TaskAttributes both = TaskAttributes.NONE
                    .with(TaskAttribute.FIXED_RATE, Duration.ofSeconds(1))
                    .with(TaskAttribute.FIXED_DELAY, Duration.ofSeconds(2));
            assertThatThrownBy(() -> rig.register(TaskKind.PERIODIC, "both", both, payload -> null))
                    .hasMessage("Task 'both' (test both) says fixedRate and fixedDelay, of which only one can hold.");
        }
    }
}
