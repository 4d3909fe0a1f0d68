package io.tasky.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.DeadLetter;
import io.tasky.task.RunLocation;
import io.tasky.task.RunProgress;
import io.tasky.task.RunSnapshot;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskPriority;
import io.tasky.task.WaitingFor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

class TaskyRunDescriptorMapperTests {

    private final TaskyRunDescriptorMapper mapper = new TaskyRunDescriptorMapper(new Sanitizer());

    @Test
    void runThatNeverStartedHasNoTimesOfARun() {
        assertThat(mapper.run(Snapshots.waitingRun("r-2", "jobs.a"), true, true))
                .isEqualTo(new TaskyRunDescriptor.Run(
                        "r-2",
                        "jobs.a",
                        "default",
                        "NORMAL",
                        "WAITING",
                        0,
                        "2026-03-01T10:00:00Z",
                        null,
                        null,
                        null,
                        null,
                        false,
                        false,
                        null,
                        null,
                        null,
                        null));
    }

    @Test
    void runShowsWhyItWaits() {
        RunSnapshot run = new RunSnapshot(
                "r-3",
                "jobs.a",
                "default",
                TaskPriority.NORMAL,
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
                null,
                null);

        assertThat(mapper.run(run, false, false).waitingFor())
                .isEqualTo(new TaskyDescriptor.Reason("NO_SLOT", "no slot (pool io: 20 of 20 slots taken)"));
    }

    @Test
    void messageOfAnExceptionIsMaskedUnlessValuesAreShown() {
        IOException exception = new IOException("user data");

        assertThat(failure(mapper, exception, false))
                .isEqualTo(new TaskyRunDescriptor.Failure("java.io.IOException", "******", null));
        assertThat(failure(mapper, exception, true))
                .isEqualTo(new TaskyRunDescriptor.Failure("java.io.IOException", "user data", null));
    }

    @Test
    void exceptionWithoutAMessageHasNoneWhenValuesAreShown() {
        assertThat(failure(mapper, new IOException(), true))
                .isEqualTo(new TaskyRunDescriptor.Failure("java.io.IOException", null, null));
    }

    @Test
    void sanitizingFunctionSeesTheTaskAndHasTheLastWord() {
        SanitizingFunction hideMail =
                data -> data.getKey().equals("tasks.mail.send.exception.message") ? data.withSanitizedValue() : data;
        TaskyRunDescriptorMapper sanitizing = new TaskyRunDescriptorMapper(new Sanitizer(List.of(hideMail)));

        RunSnapshot mail = Snapshots.failedRun("r-4", "mail.send", new IOException("to a@b.c"));
        RunSnapshot other = Snapshots.failedRun("r-5", "mail.receive", new IOException("from a@b.c"));

        assertThat(sanitizing.runs(List.of(mail, other), true))
                .extracting(
                        run -> run.exception() == null ? null : run.exception().message())
                .containsExactly(SanitizableData.SANITIZED_VALUE, "from a@b.c");
    }

    @Test
    void stackIsShownOfASingleRunOnlyAndMaskedUnlessValuesAreShown() {
        RunSnapshot run = Snapshots.failedRun("r-6", "jobs.a", new IOException("user data"));

        assertThat(stack(mapper.run(run, true, false))).isNull();
        assertThat(stack(mapper.run(run, false, true))).isEqualTo("******");
        assertThat(stack(mapper.run(run, true, true)))
                .startsWith("java.io.IOException: user data")
                .contains("\tat " + TaskyRunDescriptorMapperTests.class.getName());
    }

    @Test
    void messageWithoutEndIsCutAndOneThatCannotBeReadDoesNotCostTheAnswer() {
        IOException endless = new IOException("x".repeat(UserData.MAX_LENGTH + 5));
        IOException unreadable = new IOException() {
            @Override
            public String getMessage() {
                throw new IllegalStateException("user data");
            }
        };

        assertThat(message(failure(mapper, endless, true))).isEqualTo("x".repeat(UserData.MAX_LENGTH) + "…");
        assertThat(message(failure(mapper, unreadable, true)))
                .isEqualTo("(not readable: java.lang.IllegalStateException)");
        assertThat(message(failure(mapper, unreadable, false))).isEqualTo("******");
    }

    @Test
    void textIsSanitizedBeforeItIsCut() {
        SanitizingFunction hideCards =
                data -> String.valueOf(data.getValue()).endsWith("card=4711") ? data.withSanitizedValue() : data;
        TaskyRunDescriptorMapper sanitizing = new TaskyRunDescriptorMapper(new Sanitizer(List.of(hideCards)));
        IOException endless = new IOException("x".repeat(UserData.MAX_LENGTH) + "card=4711");

        assertThat(message(failure(sanitizing, endless, true))).isEqualTo(SanitizableData.SANITIZED_VALUE);
    }

    @Test
    void messageThatIsHiddenIsHiddenInTheStackTooAndSoAreThoseOfItsCauses() {
        SanitizingFunction hideMessages =
                data -> data.getKey().endsWith("exception.message") ? data.withSanitizedValue() : data;
        TaskyRunDescriptorMapper sanitizing = new TaskyRunDescriptorMapper(new Sanitizer(List.of(hideMessages)));
        IOException failure = new IOException("to Jane", new IllegalStateException("and to John"));
        failure.addSuppressed(new IllegalArgumentException("and to Jim", failure));

        assertThat(stack(sanitizing.run(Snapshots.failedRun("r-9", "mail", failure), true, true)))
                .startsWith("java.io.IOException: ******\n\tat ")
                .contains(
                        "\nCaused by: java.lang.IllegalStateException: ******\n\tat ",
                        "\n\tSuppressed: java.lang.IllegalArgumentException: ******\n\t\tat ",
                        "\n\tCaused by: java.io.IOException (again)\n")
                .doesNotContain("Jane", "John", "Jim");
    }

    @Test
    void itemThatContainsItselfDoesNotCostTheAnswer() {
        List<Object> item = new ArrayList<>();
        item.add(List.of(item));
        DeadLetter<Object> letter = new DeadLetter<>("orders", item, "r-8", 3, Snapshots.STARTED, null);

        assertThat(mapper.letter(letter, true).item()).isEqualTo("(not readable: java.lang.StackOverflowError)");
    }

    @Test
    void progressIsShownAndItsTextMaskedUnlessValuesAreShown() {
        RunSnapshot run = new RunSnapshot(
                "r-7",
                "jobs.a",
                "default",
                TaskPriority.NORMAL,
                RunStatus.RUNNING,
                1,
                Snapshots.QUEUED,
                Snapshots.STARTED,
                null,
                Snapshots.TOOK,
                null,
                null,
                true,
                false,
                new RunProgress(0.4, "row of Jane", Snapshots.STARTED),
                "tasky-default-1");

        assertThat(mapper.run(run, false, false).progress())
                .isEqualTo(new TaskyRunDescriptor.Progress(0.4, "******", "2026-03-01T10:00:00.250Z"));
        assertThat(mapper.run(run, true, false).progress())
                .isEqualTo(new TaskyRunDescriptor.Progress(0.4, "row of Jane", "2026-03-01T10:00:00.250Z"));
    }

    @Test
    void placeOfARunIsShownAndItsStackMaskedUnlessValuesAreShown() {
        RunLocation location = new RunLocation(
                "tasky-default-1",
                Thread.State.BLOCKED,
                "com.acme.Ledger",
                "tasky-default-2",
                List.of(
                        new StackTraceElement("app", "jobs", "1", "com.acme.Jobs", "book", "Jobs.java", 12),
                        new StackTraceElement("com.acme.Jobs", "run", "Jobs.java", 3)));
        RunSnapshot run = Snapshots.waitingRun("r-9", "jobs.a");

        assertThat(mapper.run(run, location, false, true).location())
                .isEqualTo(new TaskyRunDescriptor.Location(
                        "tasky-default-1", "BLOCKED", "com.acme.Ledger", "tasky-default-2", "******"));
        assertThat(Objects.requireNonNull(mapper.run(run, location, true, true).location())
                        .stack())
                .isEqualTo("com.acme.Jobs.book(Jobs.java:12)\ncom.acme.Jobs.run(Jobs.java:3)");
    }

    @Test
    void itemOfADeadLetterIsMaskedUnlessValuesAreShown() {
        DeadLetter<String> letter =
                new DeadLetter<>("orders", "order of Jane", "r-8", 3, Snapshots.STARTED, new IOException("user data"));

        assertThat(mapper.letter(letter, false))
                .isEqualTo(new TaskyRunDescriptor.Letter(
                        "r-8",
                        3,
                        "2026-03-01T10:00:00.250Z",
                        "******",
                        new TaskyRunDescriptor.Failure("java.io.IOException", "******", null)));
        assertThat(mapper.letter(letter, true).item()).isEqualTo("order of Jane");
    }

    private static @Nullable String stack(TaskyRunDescriptor.Run run) {
        return Objects.requireNonNull(run.exception()).stack();
    }

    private static @Nullable String message(TaskyRunDescriptor.@Nullable Failure failure) {
        return Objects.requireNonNull(failure).message();
    }

    private static TaskyRunDescriptor.@Nullable Failure failure(
            TaskyRunDescriptorMapper mapper, Throwable exception, boolean showValues) {
        return mapper.run(Snapshots.failedRun("r-0", "jobs.a", exception), showValues, false)
                .exception();
    }
}
