package io.tasky.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskRun;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** How processes are ended, with those that came from them. */
@Timeout(60)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "nobody can ask a process there to end")
class ProcessStopTests {

    private static final Duration GRACE = Duration.ofSeconds(5);

    private final ProcessRig rig = new ProcessRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void stoppedProcessThatEndsWellHasSucceeded() throws Exception {
        TaskRun<@Nullable Object> run = rig.call(rig.child("polite", "hang"));
        rig.awaitLine("hanging");
        run.stop();
        assertThat(run.get()).isEqualTo(0);
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.isStopRequested()).isTrue();
    }

    @Test
    void stoppedProcessThatEndsByTheSignalIsCancelled() throws Exception {
        TaskRun<@Nullable Object> run = rig.call(rig.child("hang"));
        rig.awaitLine("hanging");
        run.stop();
        rig.awaitIdle();
        assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    void stopReachesTheWholeTree() throws Exception {
        TaskRun<@Nullable Object> run = rig.call(rig.child("spawn:hang", "hang"));
        ProcessHandle grandchild = rig.awaitGrandchild();
        rig.awaitLine("hanging");
        rig.awaitLine("hanging");
        run.stop();
        rig.awaitIdle();
        assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
        grandchild.onExit().join();
    }

    @Test
    void treeThatDoesNotReactIsKilledAfterTheGrace() throws Exception {
        TaskRun<@Nullable Object> run = rig.call(rig.child("spawn:stubborn,hang", "stubborn", "hang"));
        ProcessHandle grandchild = rig.awaitGrandchild();
        rig.awaitLine("hanging");
        rig.awaitLine("hanging");
        ProcessHandle process = ProcessRig.only(run);
        run.stop();
        // Written by the hooks of the two when the signal has come.
        rig.awaitLine("hanging");
        rig.awaitLine("hanging");
        rig.time.advance(GRACE.minusNanos(1));
        assertThat(run.status()).isEqualTo(RunStatus.RUNNING);
        assertThat(process.isAlive()).isTrue();

        rig.time.advance(Duration.ofNanos(1));
        rig.awaitIdle();
        assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(process.isAlive()).isFalse();
        grandchild.onExit().join();
    }

    @Test
    void cancelKillsAtOnceAndGivesTheSlotBackWhenTheProcessHasEnded() throws Exception {
        TaskRun<@Nullable Object> run = rig.call(rig.child("stubborn", "hang"));
        rig.awaitLine("hanging");
        ProcessHandle process = ProcessRig.only(run);
        run.cancel(true);
        assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
        rig.awaitIdle();
        assertThat(process.isAlive()).isFalse();
        assertThat(run.isStuck()).isFalse();
    }

    @Test
    void cancelWithoutInterruptAsksAndKeepsTheSlotMeanwhile() throws Exception {
        TaskRun<@Nullable Object> run = rig.call(rig.child("stubborn", "hang"));
        rig.awaitLine("hanging");
        run.cancel(false);
        rig.awaitLine("hanging");
        assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(run.isStuck()).isTrue();
        assertThat(rig.supervisor.pool("default").snapshot().taken()).isOne();
        rig.time.advance(GRACE);
        rig.awaitIdle();
        assertThat(ProcessTask.running()).noneMatch(process -> process.runId().equals(run.id()));
    }

    @Test
    void timeOutKills() throws Exception {
        TaskAttributes attributes = TaskAttributes.NONE.with(TaskAttribute.TIMEOUT, Duration.ofMinutes(1));
        TaskRun<@Nullable Object> run = rig.call(attributes, rig.child("stubborn", "hang"), null, null);
        rig.awaitLine("hanging");
        ProcessHandle process = ProcessRig.only(run);
        rig.time.advance(Duration.ofMinutes(1));
        assertThat(run.status()).isEqualTo(RunStatus.TIMED_OUT);
        rig.awaitIdle();
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void interruptedMethodLeavesNoProcess() throws Exception {
        TaskRun<Integer> run = rig.supervisor.submit(
                () -> rig.child("stubborn", "hang").run(TaskContext.current()), RunOptions.DEFAULTS);
        rig.awaitLine("hanging");
        ProcessHandle process = ProcessRig.only(run);
        run.cancel(true);
        rig.awaitIdle();
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void closedSupervisorLeavesNoProcess() throws Exception {
        TaskRun<@Nullable Object> run = rig.call(rig.child("spawn:stubborn,hang", "stubborn", "hang"));
        ProcessHandle grandchild = rig.awaitGrandchild();
        rig.awaitLine("hanging");
        rig.awaitLine("hanging");
        ProcessHandle process = ProcessRig.only(run);
        rig.supervisor.close();
        process.onExit().join();
        grandchild.onExit().join();
        assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
    }

    @Test
    void endOfItsInputTellsAProcessOfTheStop() throws Exception {
        TaskRun<@Nullable Object> run = rig.call(rig.child("stubborn", "read").stopGrace(Duration.ofDays(1)));
        assertThat(run.send("one")).isTrue();
        rig.awaitLine("got one");
        run.stop();
        rig.awaitLine("end");
    }
}
