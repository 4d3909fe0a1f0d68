package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Chains that are stopped or cancelled on their way. */
@Timeout(20)
class ChainStopTests {

    private static final RunOptions IMPORT = RunOptions.DEFAULTS.withName("import");

    @Test
    void stopAsksTheStepThatRunsAndTheOthersNeverRun() throws Exception {
        AtomicBoolean third = new AtomicBoolean();
        try (Rig rig = new Rig().started()) {
            CountDownLatch running = new CountDownLatch(1);
            TaskRun<Boolean> run = rig.supervisor
                    .chain(() -> 1)
                    .then(number -> {
                        running.countDown();
                        while (!TaskContext.current().isStopRequested()) {
                            Thread.onSpinWait();
                        }
                        return number;
                    })
                    .then(number -> third.getAndSet(true))
                    .submit(IMPORT);
            running.await();
            assertThat(run.status()).isEqualTo(RunStatus.RUNNING);
            assertThat(run.stop()).isTrue();
            assertThatExceptionOfType(CancellationException.class)
                    .isThrownBy(run::get)
                    .withMessageContaining("Chain 'import' was stopped in step 2 of 3");
            assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
            rig.awaitIdle();
            assertThat(third).isFalse();
        }
    }

    @Test
    void lastStepThatReturnsAfterAStopHasSucceeded() throws Exception {
        try (Rig rig = new Rig().started()) {
            CountDownLatch running = new CountDownLatch(1);
            TaskRun<Integer> run = rig.supervisor
                    .chain(() -> 1)
                    .then(number -> {
                        running.countDown();
                        while (!TaskContext.current().isStopRequested()) {
                            Thread.onSpinWait();
                        }
                        return number;
                    })
                    .submit(IMPORT);
            running.await();
            run.stop();
            assertThat(run.get()).isEqualTo(1);
        }
    }

    @Test
    void cancelInterruptsTheStepThatRuns() throws Exception {
        try (Rig rig = new Rig().started()) {
            CountDownLatch running = new CountDownLatch(1);
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            TaskRun<Integer> run = rig.supervisor
                    .chain(() -> 1)
                    .then(number -> {
                        running.countDown();
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException ex) {
                            interrupted.complete(true);
                        }
                        return number;
                    })
                    .then(number -> number)
                    .submit(IMPORT);
            running.await();
            assertThat(run.cancel(true)).isTrue();
            assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
            assertThat(interrupted.get()).isTrue();
            assertThat(run.cancel(true)).isFalse();
            rig.awaitIdle();
            assertThat(rig.supervisor.runs(0, 9).items()).isEmpty();
        }
    }

    @Test
    void cancellingTheFutureOfTheChainCancelsIt() throws Exception {
        try (Rig rig = Rig.narrow(3).started()) {
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            TaskRun<Integer> run =
                    rig.supervisor.chain(() -> 1).then(number -> number).submit(IMPORT);
            assertThat(run.status()).isEqualTo(RunStatus.WAITING);
            assertThat(run.toCompletableFuture().cancel(false)).isTrue();
            assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
            assertThat(rig.pool().snapshot().waiting().get(TaskPriority.NORMAL)).isZero();
            blocker.countDown();
        }
    }

    @Test
    void stopOfTheSupervisorWaitsForAllSteps() throws Exception {
        try (Rig rig = new Rig(builder -> builder.shutdown(ShutdownPolicy.DEFAULT)).started()) {
            CountDownLatch go = new CountDownLatch(1);
            TaskRun<Integer> run = rig.supervisor
                    .chain(() -> {
                        go.await();
                        return 1;
                    })
                    .then(number -> number + 1)
                    .then(number -> number + 1)
                    .submit(IMPORT);
            Stopping stopping = new Stopping(rig);
            go.countDown();
            assertThat(stopping.report()).isEqualTo(new StopReport(3, 0, 0, Map.of(), Duration.ZERO));
            assertThat(run.get()).isEqualTo(3);
        }
    }

    @Test
    void stepsThatTheStopOfTheSupervisorCutOffCountAsLeft() throws Exception {
        try (Rig rig = new Rig(builder -> builder.shutdown(ShutdownPolicy.DEFAULT)).started()) {
            CountDownLatch running = new CountDownLatch(1);
            TaskRun<Integer> run = rig.supervisor
                    .chain(() -> {
                        running.countDown();
                        while (!TaskContext.current().isStopRequested()) {
                            Thread.onSpinWait();
                        }
                        return 1;
                    })
                    .then(number -> number + 1)
                    .submit(IMPORT);
            running.await();
            StopReport report =
                    new Stopping(rig).advance(Duration.ofSeconds(25)).report();
            assertThat(report.asked()).isOne();
            assertThat(report.finished()).isOne();
            assertThat(report.left()).containsExactly(Map.entry("import", 1));
            assertThat(run.isCancelled()).isTrue();
        }
    }
}
