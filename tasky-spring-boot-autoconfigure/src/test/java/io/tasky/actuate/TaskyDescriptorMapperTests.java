package io.tasky.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.tasky.pool.OnFull;
import io.tasky.pool.PoolConfig;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.TaskCounts;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskSnapshot;
import io.tasky.task.TaskState;
import io.tasky.task.TimerSnapshot;
import io.tasky.task.WaitingFor;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskyDescriptorMapperTests {

    private static final TaskCounts NO_COUNTS = new TaskCounts(0, 0, 0, 0, 0, 0, 0, 0, 0);

    @Test
    void poolShowsWhoWaitsInTheOrderOfThePrioritiesAndNobodyAsZero() {
        PoolConfig config = PoolConfig.of("io", 20)
                .withReserves(5, 4)
                .withAging(Duration.ofSeconds(30))
                .withOnFull(OnFull.BLOCK, Duration.ofSeconds(3));

        TaskyDescriptor.Pool pool = TaskyDescriptorMapper.pool(
                Snapshots.pool(config, 12, Map.of(TaskPriority.HIGH, 2)).snapshot());

        assertThat(pool)
                .isEqualTo(new TaskyDescriptor.Pool(
                        20,
                        5,
                        4,
                        12,
                        1,
                        Map.of(TaskPriority.LOW, 0, TaskPriority.NORMAL, 0, TaskPriority.HIGH, 2),
                        PoolConfig.DEFAULT_MAX_WAITING,
                        "BLOCK",
                        "PT3S",
                        "PT30S",
                        5,
                        3,
                        9));
        assertThat(pool.waiting())
                .containsExactly(
                        entry(TaskPriority.LOW, 0), entry(TaskPriority.NORMAL, 0), entry(TaskPriority.HIGH, 2));
    }

    @Test
    void poolSaysNothingOfWhatIsOff() {
        TaskyDescriptor.Pool pool = TaskyDescriptorMapper.pool(
                Snapshots.pool(PoolConfig.of("io", 20), 12, Map.of()).snapshot());

        assertThat(pool.onFull()).isEqualTo("ABORT");
        assertThat(pool.onFullTimeout()).isNull();
        assertThat(pool.aging()).isNull();
    }

    @Test
    void taskIsShownWithIsoTimesAndReasons() {
        Instant due = Instant.parse("2026-03-01T12:00:00Z");
        TaskCounts counts = new TaskCounts(1, 2, 3, 4, 5, 6, 7, 8, 9);
        QueueSnapshot queue = new QueueSnapshot("orders", 3, 1000, 4, 2, false, 5, 6, 7);
        assertThat(TaskyDescriptorMapper.task(mail(due, counts, queue, new TimerSnapshot(true, 2, due))))
                .isEqualTo(new TaskyDescriptor.Task(
                        42,
                        "mail.send",
                        "PERIODIC",
                        "io",
                        "HIGH",
                        "ENABLED",
                        "fixed rate PT10S",
                        "2026-03-01T12:00:00Z",
                        new TaskyDescriptor.Reason("NOT_DUE", "not due until 2026-03-01T12:00:00Z"),
                        new TaskyDescriptor.LastRun("r-1", "2026-03-01T10:00:00.250Z", "PT1.5S", "FAILED"),
                        new TaskyWorkDescriptor.Counts(1, 2, 3, 4, 5, 6, 7L, 8L, 9L),
                        new TaskyWorkDescriptor.Queue("orders", 3, 1000, 4, 2, null, 5L, 6L, 7),
                        new TaskyDescriptor.Timer(true, 2, null),
                        null,
                        null));
    }

    @Test
    void timerSaysWhenItIsDueWhereItsTaskIsNotDueThen() {
        TimerSnapshot timer = new TimerSnapshot(false, 1, Instant.parse("2026-03-01T12:00:00Z"));

        assertThat(TaskyDescriptorMapper.task(mail(null, NO_COUNTS, null, timer))
                        .timer())
                .isEqualTo(new TaskyDescriptor.Timer(null, 1, "2026-03-01T12:00:00Z"));
    }

    @Test
    void whatATaskDoesNotHaveIsNull() {
        TaskyDescriptor.Task task = TaskyDescriptorMapper.task(Snapshots.task("jobs.idle"));

        assertThat(task.schedule()).isNull();
        assertThat(task.nextRun()).isNull();
        assertThat(task.waitingFor()).isNull();
        assertThat(task.lastRun()).isNull();
        assertThat(task.queue()).isNull();
        assertThat(task.timer()).isNull();
    }

    @Test
    void whatIsSaidAlreadyAndWhatThereIsNoneOfIsNull() {
        TaskyDescriptor.Task task = TaskyDescriptorMapper.task(
                mail(Snapshots.STARTED, NO_COUNTS, new QueueSnapshot("mail.send", 0, 1000, 4, 0, true, 0, 0, 0), null));

        assertThat(task.counts()).isEqualTo(new TaskyWorkDescriptor.Counts(0, 0, 0, 0, 0, 0, null, null, null));
        assertThat(task.queue()).isEqualTo(new TaskyWorkDescriptor.Queue(null, 0, 1000, 4, 0, true, null, null, 0));
    }

    @Test
    void timesAreWholeMillisecondsInWordsToo() {
        TaskyDescriptor.Task task = TaskyDescriptorMapper.task(
                mail(Instant.parse("2026-03-01T12:00:00.123999999Z"), NO_COUNTS, null, null));

        assertThat(task.nextRun()).isEqualTo("2026-03-01T12:00:00.123Z");
        assertThat(task.waitingFor())
                .isEqualTo(new TaskyDescriptor.Reason("NOT_DUE", "not due until 2026-03-01T12:00:00.123Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, PT0S",
        "PT0.000000999S, PT0S",
        "PT0.012345678S, PT0.012345S",
        "PT-0.012345678S, PT-0.012345S",
        "PT1.012345678S, PT1.012S",
        "PT26H34M56.987654321S, PT26H34M56.987S"
    })
    void durationsAreAsExactAsSomebodyCanUse(Duration duration, String text) {
        assertThat(IsoTexts.text(duration)).isEqualTo(text);
    }

    private static TaskSnapshot mail(
            @Nullable Instant due, TaskCounts counts, @Nullable QueueSnapshot queue, @Nullable TimerSnapshot timer) {
        return new TaskSnapshot(
                42,
                "mail.send",
                TaskKind.PERIODIC,
                "io",
                TaskPriority.HIGH,
                TaskState.ENABLED,
                "fixed rate PT10S",
                due,
                due == null ? null : WaitingFor.until(WaitingFor.Reason.NOT_DUE, due),
                Snapshots.failedRun("r-1", "mail.send", null),
                counts,
                queue,
                timer,
                true,
                false,
                "com.acme.Mail#send",
                "mail.send");
    }
}
