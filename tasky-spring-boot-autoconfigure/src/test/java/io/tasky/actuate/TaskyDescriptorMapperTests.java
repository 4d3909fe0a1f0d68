package io.tasky.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.tasky.pool.OnFull;
import io.tasky.pool.PoolConfig;
import io.tasky.task.QueueSnapshot;
import io.tasky.task.RunSnapshot;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskCounts;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskSnapshot;
import io.tasky.task.TaskState;
import io.tasky.task.WaitingFor;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

class TaskyDescriptorMapperTests {

    private final TaskyDescriptorMapper mapper = new TaskyDescriptorMapper(new Sanitizer());

    @Test
    void poolShowsWhoWaitsInTheOrderOfThePrioritiesAndNobodyAsZero() {
        PoolConfig config = PoolConfig.of("io", 20)
                .withReserves(5, 4)
                .withAging(Duration.ofSeconds(30))
                .withOnFull(OnFull.BLOCK, Duration.ofSeconds(3));

        TaskyDescriptor.Pool pool = mapper.pool(
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
                        3,
                        9));
        assertThat(pool.waiting())
                .containsExactly(
                        entry(TaskPriority.LOW, 0), entry(TaskPriority.NORMAL, 0), entry(TaskPriority.HIGH, 2));
    }

    @Test
    void poolSaysNothingOfWhatIsOff() {
        TaskyDescriptor.Pool pool = mapper.pool(
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
        assertThat(mapper.task(mail(due, counts, queue)))
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
                        counts,
                        queue));
    }

    @Test
    void whatATaskDoesNotHaveIsNull() {
        TaskyDescriptor.Task task = mapper.task(Snapshots.task("jobs.idle"));

        assertThat(task.schedule()).isNull();
        assertThat(task.nextRun()).isNull();
        assertThat(task.waitingFor()).isNull();
        assertThat(task.lastRun()).isNull();
        assertThat(task.queue()).isNull();
    }

    @Test
    void runThatNeverStartedHasNoTimesOfARun() {
        assertThat(mapper.run(Snapshots.waitingRun("r-2", "jobs.a"), true))
                .isEqualTo(new TaskyDescriptor.Run(
                        "r-2", "WAITING", 0, "2026-03-01T10:00:00Z", null, null, null, null, null));
    }

    @Test
    void runShowsWhyItWaits() {
        RunSnapshot run = new RunSnapshot(
                "r-3",
                "jobs.a",
                RunStatus.WAITING,
                0,
                Snapshots.QUEUED,
                null,
                null,
                null,
                null,
                new WaitingFor(WaitingFor.Reason.NO_SLOT, 20, 20, null, "io"),
                false,
                false,
                null);

        assertThat(mapper.run(run, false).waitingFor())
                .isEqualTo(new TaskyDescriptor.Reason("NO_SLOT", "no slot (pool io: 20 of 20 slots taken)"));
    }

    @Test
    void messageOfAnExceptionIsMaskedUnlessValuesAreShown() {
        IOException exception = new IOException("user data");

        assertThat(failure(mapper, exception, false))
                .isEqualTo(new TaskyDescriptor.Failure("java.io.IOException", "******"));
        assertThat(failure(mapper, exception, true))
                .isEqualTo(new TaskyDescriptor.Failure("java.io.IOException", "user data"));
    }

    @Test
    void exceptionWithoutAMessageHasNoneWhenValuesAreShown() {
        assertThat(failure(mapper, new IOException(), true))
                .isEqualTo(new TaskyDescriptor.Failure("java.io.IOException", null));
    }

    @Test
    void sanitizingFunctionSeesTheTaskAndHasTheLastWord() {
        SanitizingFunction hideMail =
                data -> data.getKey().equals("tasks.mail.send.exception.message") ? data.withSanitizedValue() : data;
        TaskyDescriptorMapper sanitizing = new TaskyDescriptorMapper(new Sanitizer(List.of(hideMail)));

        RunSnapshot mail = Snapshots.failedRun("r-4", "mail.send", new IOException("to a@b.c"));
        RunSnapshot other = Snapshots.failedRun("r-5", "mail.receive", new IOException("from a@b.c"));

        assertThat(sanitizing.runs(List.of(mail, other), true))
                .extracting(
                        run -> run.exception() == null ? null : run.exception().message())
                .containsExactly(SanitizableData.SANITIZED_VALUE, "from a@b.c");
    }

    private static TaskSnapshot mail(Instant due, TaskCounts counts, QueueSnapshot queue) {
        return new TaskSnapshot(
                42,
                "mail.send",
                TaskKind.PERIODIC,
                "io",
                TaskPriority.HIGH,
                TaskState.ENABLED,
                "fixed rate PT10S",
                due,
                WaitingFor.until(WaitingFor.Reason.NOT_DUE, due),
                Snapshots.failedRun("r-1", "mail.send", null),
                counts,
                queue,
                null,
                false,
                "com.acme.Mail#send");
    }

    private static TaskyDescriptor.@Nullable Failure failure(
            TaskyDescriptorMapper mapper, Throwable exception, boolean showValues) {
        return mapper.run(Snapshots.failedRun("r-0", "jobs.a", exception), showValues)
                .exception();
    }
}
