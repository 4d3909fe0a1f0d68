package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import io.tasky.pool.PoolConfig;
import io.tasky.pool.PoolFullException;
import io.tasky.spi.TaskListener;
import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Steps that follow one another. */
@Timeout(20)
class ChainTests {

    private static final RunOptions IMPORT = RunOptions.DEFAULTS.withName("import");

    @Test
    void eachStepGetsTheResultOfTheOneBefore() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskRun<String> run = rig.supervisor
                    .chain(() -> 20)
                    .then(number -> number + 1)
                    .then(number -> "got " + number)
                    .submit(IMPORT);
            assertThat(run.get()).isEqualTo("got 21");
            assertThat(run.result()).isEqualTo("got 21");
            assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(run.task()).isEqualTo("import");
            assertThat(run.finishedAt()).isNotNull();
            assertThat(run.cancel(true)).isFalse();
            assertThat(run.stop()).isFalse();
        }
    }

    @Test
    void chainMayBeSubmittedMoreThanOnceAndBranch() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskChain<Integer> chain = rig.supervisor.chain(() -> 1);
            TaskChain<Integer> more = chain.then(number -> number + 1);
            assertThat(more.submit(IMPORT).get()).isEqualTo(2);
            assertThat(more.submit(IMPORT).get()).isEqualTo(2);
            assertThat(chain.submit(IMPORT).get()).isEqualTo(1);
        }
    }

    @Test
    void stepMayHaveOptionsOfItsOwn() throws Exception {
        try (Rig rig = new Rig(builder -> builder.pool(PoolConfig.of("io", 1))).started()) {
            TaskRun<String> run = rig.supervisor
                    .chain(() -> Thread.currentThread().getName())
                    .then(
                            first -> first + " " + Thread.currentThread().getName() + " "
                                    + TaskContext.current().task(),
                            RunOptions.DEFAULTS.withPool("io").withName("store"))
                    .submit(IMPORT);
            assertThat(run.get()).matches("tasky-default-\\d+ tasky-io-\\d+ store");
        }
    }

    @Test
    void stepTakesASlotOnlyWhileItRuns() throws Exception {
        try (Rig rig = new Rig(PoolConfig.of(PoolConfig.DEFAULT_POOL, 1)).started()) {
            TaskRun<Integer> run = rig.supervisor
                    .chain(() -> 1)
                    .then(number -> number + 1)
                    .then(number -> number + 1)
                    .submit(IMPORT);
            assertThat(run.get()).isEqualTo(3);
            rig.awaitIdle();
            assertThat(rig.pool().snapshot().taken()).isZero();
        }
    }

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

    @Test
    void getGivesUpByTheSupervisorsClock() throws Exception {
        try (Rig rig = new Rig().started()) {
            CountDownLatch end = new CountDownLatch(1);
            TaskRun<Integer> run = rig.supervisor
                    .chain(() -> 1)
                    .then(number -> {
                        end.await();
                        return number;
                    })
                    .submit(IMPORT);
            CompletableFuture<Throwable> waited = new CompletableFuture<>();
            Thread waiting = new Thread(() -> {
                try {
                    run.get(10, TimeUnit.SECONDS);
                    waited.complete(new IllegalStateException("no time-out"));
                } catch (Exception ex) {
                    waited.complete(ex);
                }
            });
            waiting.start();
            while (!waited.isDone()) {
                rig.advance(Duration.ofSeconds(1));
            }
            assertThat(waited.get()).isInstanceOf(java.util.concurrent.TimeoutException.class);
            end.countDown();
            assertThat(run.get(10, TimeUnit.SECONDS)).isEqualTo(1);
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

    @Test
    void listenersAreToldOfEachStep() throws Exception {
        List<String> events = new CopyOnWriteArrayList<>();
        TaskListener listener = new TaskListener() {
            @Override
            public void onFinished(TaskRun<?> run, TaskFacts facts, long took) {
                events.add(run.task() + " " + run.result());
            }
        };
        try (Rig rig = new Rig(builder ->
                        builder.listeners(() -> List.of(listener)).pool(PoolConfig.of(PoolConfig.DEFAULT_POOL, 1)))
                .started()) {
            rig.supervisor
                    .chain(() -> 1)
                    .then(number -> number + 1)
                    .submit(IMPORT)
                    .get();
            rig.awaitIdle();
            assertThat(events).containsExactly("import 1", "import 2");
        }
    }
}
