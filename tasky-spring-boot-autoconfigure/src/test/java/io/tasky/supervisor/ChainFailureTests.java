package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import io.tasky.pool.PoolConfig;
import io.tasky.pool.PoolFullException;
import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import io.tasky.testing.CapturedLog;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Steps that fail or are refused, and what becomes of those after them. */
@Timeout(20)
class ChainFailureTests {

    private static final RunOptions IMPORT = RunOptions.DEFAULTS.withName("import");

    @Test
    void failedStepEndsTheChain() throws Exception {
        AtomicBoolean third = new AtomicBoolean();
        try (Rig rig = new Rig().started()) {
            TaskRun<Boolean> run = rig.supervisor
                    .chain(() -> 1)
                    .<Integer>then(number -> {
                        throw new IOException("no disk");
                    })
                    .then(number -> third.getAndSet(true))
                    .submit(IMPORT);
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(run::get)
                    .withCauseInstanceOf(IOException.class);
            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(run.exception()).hasMessage("no disk");
            assertThat(run.result()).isNull();
            rig.awaitIdle();
            assertThat(third).isFalse();
        }
    }

    @Test
    void failureThatNobodyWaitsForIsLoggedOnce() throws Exception {
        try (CapturedLog log = new CapturedLog();
                Rig rig = new Rig().started()) {
            TaskRun<Integer> run = rig.supervisor
                    .chain(() -> 1)
                    .<Integer>then(number -> {
                        throw new IOException("no disk");
                    })
                    .submit(IMPORT);
            rig.awaitIdle();
            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(log.messagesAt(Level.ERROR)).singleElement().asString().contains("of task 'import' failed");
        }
    }

    @Test
    void failureThatSomebodyWaitsForIsNotLogged() throws Exception {
        try (CapturedLog log = new CapturedLog();
                Rig rig = new Rig().started()) {
            CountDownLatch go = new CountDownLatch(1);
            TaskRun<Integer> run = rig.supervisor
                    .chain(() -> {
                        go.await();
                        return 1;
                    })
                    .<Integer>then(number -> {
                        throw new IOException("no disk");
                    })
                    .submit(IMPORT);
            CompletableFuture<Integer> other = run.exceptionally(failure -> -1).toCompletableFuture();
            go.countDown();
            assertThat(other.get()).isEqualTo(-1);
            rig.awaitIdle();
            assertThat(log.at(Level.ERROR)).isEmpty();
        }
    }

    @Test
    void refusalOfTheFirstStepIsThrownAndThatOfLaterOnesCannotBe() throws Exception {
        try (Rig rig = Rig.narrow(0).started()) {
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            TaskChain<Integer> chain = rig.supervisor.chain(() -> 1).then(number -> number + 1);
            assertThatExceptionOfType(PoolFullException.class).isThrownBy(() -> chain.submit(IMPORT));
            blocker.countDown();
            rig.awaitIdle();
            assertThat(chain.submit(IMPORT).get()).isEqualTo(2);
        }
    }

    private static TaskRun<Integer> submitWithRefusedStep(Rig rig) {
        CreatedPool pool = rig.supervisor.createPool(PoolConfig.of("imports", 1));
        return rig.supervisor
                .chain(() -> {
                    pool.close();
                    return 1;
                })
                .then(number -> number + 1, IMPORT.withPool("imports"))
                .submit(IMPORT);
    }

    @Test
    void refusalOfALaterStepIsToldToTheHandlersOfErrors() throws Exception {
        List<String> handled = new CopyOnWriteArrayList<>();
        try (CapturedLog log = new CapturedLog();
                Rig rig = new Rig(builder -> builder.errorHandlers(() -> List.of((run, facts, failure) ->
                                handled.add(run.task() + " " + run.status() + " " + failure.getMessage()))))
                        .started()) {
            TaskRun<Integer> run = submitWithRefusedStep(rig);
            rig.awaitIdle();
            assertThat(handled)
                    .containsExactly(
                            "import REJECTED Step 2 of 2 of chain 'import' was refused. Pool 'imports' is closed"
                                    + " and takes no more work. Submit before the application stops.");
            assertThat(run.exception()).isInstanceOf(RejectedExecutionException.class);
            assertThat(log.at(Level.ERROR)).isEmpty();
        }
    }

    @Test
    void refusalOfALaterStepThatSomebodyWaitsForIsTheirs() throws Exception {
        try (CapturedLog log = new CapturedLog();
                Rig rig = new Rig().started()) {
            TaskRun<Integer> unseen = submitWithRefusedStep(rig);
            rig.awaitIdle();
            assertThat(log.messagesAt(Level.ERROR)).singleElement().asString().contains("'import' was rejected");
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(unseen::get)
                    .withCauseInstanceOf(RejectedExecutionException.class);
        }
    }

    @Test
    void unknownPoolOfALaterStepIsToldBeforeAnythingRuns() {
        AtomicBoolean first = new AtomicBoolean();
        try (Rig rig = new Rig().started()) {
            TaskChain<Boolean> chain = rig.supervisor
                    .chain(() -> first.getAndSet(true))
                    .then(value -> value, RunOptions.DEFAULTS.withPool("nowhere"));
            assertThatExceptionOfType(UnknownNameException.class).isThrownBy(() -> chain.submit(IMPORT));
            assertThat(first).isFalse();
        }
    }
}
