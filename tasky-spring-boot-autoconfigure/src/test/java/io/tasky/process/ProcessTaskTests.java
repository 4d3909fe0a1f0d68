package io.tasky.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a process is given, and what becomes of its exit code. */
@Timeout(60)
class ProcessTaskTests {

    private final ProcessRig rig = new ProcessRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void acceptedExitCodeIsTheResult() throws Exception {
        TaskRun<@Nullable Object> run = rig.call(rig.child("out:a", "exit:3").accepting(0, 3));
        assertThat(run.get()).isEqualTo(3);
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(rig.lines).containsExactly("a");
    }

    @Test
    void anyOtherExitCodeFailsWithTheProgramTheCodeAndTheLastErrors() throws Exception {
        List<String> command = Child.doing("errors:25", "exit:3", "secret");
        TaskRun<@Nullable Object> run = rig.call(ProcessTask.command(command).errorsTo(rig.lines::put));
        rig.awaitIdle();
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        String last = String.join(
                "\n",
                IntStream.rangeClosed(6, 25).mapToObj(line -> "error " + line).toList());
        assertThat(run.exception()).isInstanceOfSatisfying(ProcessFailedException.class, failure -> {
            assertThat(failure)
                    .hasMessage("The process '" + command.get(0)
                            + "' ended with exit code 3. It wrote last to its error output:\n" + last);
            assertThat(failure.exitCode()).isEqualTo(3);
            assertThat(failure.command()).isEqualTo(command);
            assertThat(failure.errorLines()).hasSize(20);
        });
        assertThat(rig.lines).hasSize(25);
    }

    @Test
    void failureWithoutErrorsSaysSo() {
        assertThat(new ProcessFailedException(List.of("convert", "secret"), 1, List.of()))
                .hasMessage("The process 'convert' ended with exit code 1, and wrote nothing to its error output.");
    }

    @Test
    void failedProcessIsStartedAgainAsTheTasksRetryPolicySays() throws Exception {
        TaskRun<@Nullable Object> run = rig.call(
                TaskAttributes.NONE,
                rig.child("out:attempt", "exit:1"),
                (attempt, failure) -> failure instanceof ProcessFailedException && attempt < 3 ? Duration.ZERO : null,
                null);
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThat(rig.lines.take()).isEqualTo("attempt");
            awaitAttemptsEnd(run, attempt);
            rig.time.advance(Duration.ZERO);
        }
        assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.failures()).hasSize(3).hasOnlyElementsOfType(ProcessFailedException.class);
    }

    private void awaitAttemptsEnd(TaskRun<?> run, int attempt) throws InterruptedException {
        rig.awaitIdle();
        assertThat(run.attempt()).isEqualTo(attempt);
    }

    @Test
    void periodicProcessIsStartedAnewHoweverItEnded() throws Exception {
        Duration pause = Duration.ofSeconds(10);
        rig.supervisor.register(new TaskDefinition(
                "watch",
                TaskKind.PERIODIC,
                TaskAttributes.NONE.with(TaskAttribute.FIXED_DELAY, pause),
                rig.child("out:started", "exit:1"),
                "a test"));
        for (int start = 1; start <= 3; start++) {
            rig.time.advance(pause);
            assertThat(rig.lines.take()).isEqualTo("started");
            rig.awaitIdle();
        }
        assertThat(rig.supervisor.task("watch").snapshot().counts().failed()).isEqualTo(3);
    }

    @Test
    void programThatIsNotThereFailsTheRun() throws Exception {
        TaskRun<@Nullable Object> run = rig.call(ProcessTask.command("no-such-program-anywhere"));
        rig.awaitIdle();
        assertThat(run.exception()).isInstanceOf(IOException.class).hasMessageContaining("no-such-program-anywhere");
    }

    @Test
    void commandWithoutAProgramIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProcessTask.command(List.of()))
                .withMessage("A command without a program: []. Name a program first.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProcessTask.command("a").stopGrace(Duration.ofSeconds(-1)))
                .withMessage("The stop grace of a process must not be negative, was PT-1S. Give it zero or more.");
    }

    @Test
    void environmentAndDirectoryAreItsOwn(@TempDir Path directory) throws Exception {
        TaskRun<@Nullable Object> run = rig.call(rig.child("env:TASKY_COLOR", "dir")
                .environment("TASKY_COLOR", "blue")
                .directory(directory));
        assertThat(run.get()).isEqualTo(0);
        assertThat(rig.lines.take()).isEqualTo("blue");
        assertThat(Path.of(rig.lines.take()).toRealPath()).isEqualTo(directory.toRealPath());
    }

    @Test
    void whatTheRunIsAboutIsTheLastArgument() throws Exception {
        TaskRun<@Nullable Object> run = rig.call(TaskAttributes.NONE, rig.child("out:a"), null, "out:b");
        assertThat(run.get()).isEqualTo(0);
        assertThat(rig.supervisor
                        .call("video.encode", List.of("out:c", "out:d"))
                        .get())
                .isEqualTo(0);
        assertThat(rig.lines).containsExactly("a", "b", "a", "c", "d");
    }

    @Test
    void insideAMethodItRunsToItsEnd() throws Exception {
        TaskRun<Integer> run = rig.supervisor.submit(
                () -> rig.child("out:a", "exit:3").accepting(3).run(TaskContext.current()) + 1, RunOptions.DEFAULTS);
        assertThat(run.get()).isEqualTo(4);
        TaskRun<Integer> failed =
                rig.supervisor.submit(() -> rig.child("exit:1").run(TaskContext.current()), RunOptions.DEFAULTS);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(failed::get)
                .withCauseInstanceOf(ProcessFailedException.class);
    }

    @Test
    void processKeepsItsSlotAndNoThread() throws Exception {
        TaskRun<@Nullable Object> first = rig.call(rig.child("hang"));
        rig.awaitLine("hanging");
        TaskRun<@Nullable Object> second = rig.supervisor.call("video.encode", null);
        rig.awaitLine("hanging");
        TaskRun<@Nullable Object> third = rig.supervisor.call("video.encode", null);
        assertThat(rig.supervisor.pool("default").snapshot().taken()).isEqualTo(2);
        assertThat(rig.supervisor.pool("default").snapshot().threads()).isOne();
        assertThat(third.status()).isEqualTo(RunStatus.WAITING);
        assertThat(ProcessTask.running())
                .extracting(RunningProcess::runId)
                .contains(first.id(), second.id())
                .doesNotContain(third.id());
        assertThat(ProcessTask.running())
                .filteredOn(process -> process.runId().equals(first.id()))
                .singleElement()
                .satisfies(process -> {
                    assertThat(process.task()).isEqualTo("video.encode");
                    assertThat(process.program()).endsWith("java");
                });
    }
}
