package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.pool.PoolConfig;
import io.tasky.spi.TaskErrorHandler;
import io.tasky.spi.TaskListener;
import io.tasky.task.RunOptions;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import io.tasky.testing.Spin;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever watches runs has been told of the last one when a stop returns. */
@Timeout(20)
class ToldBeforeStopTests {

    private final CountDownLatch telling = new CountDownLatch(1);

    private final CountDownLatch go = new CountDownLatch(1);

    private volatile boolean told;

    /** What somebody does who is told, and takes time for it. */
    private void block() {
        telling.countDown();
        try {
            go.await();
        } catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
        told = true;
    }

    private static TaskListener onFinished(Consumer<TaskRun<?>> action) {
        return new TaskListener() {
            @Override
            public void onFinished(TaskRun<?> run, TaskFacts facts, long took) {
                action.accept(run);
            }
        };
    }

    private static Rig patient(TaskListener... listeners) {
        return new Rig(builder -> builder.shutdown(ShutdownPolicy.DEFAULT).listeners(() -> List.of(listeners)))
                .started();
    }

    private Rig blocked() {
        return patient(onFinished(run -> block()));
    }

    private static void fail() {
        throw new IllegalStateException("no line");
    }

    private static void submitFailing(Rig rig) {
        TaskRun<?> unused = rig.supervisor.submit((Runnable) ToldBeforeStopTests::fail, RunOptions.DEFAULTS);
    }

    private void assertThatStopWaits(Rig rig) throws InterruptedException {
        telling.await();
        Stopping stopping = new Stopping(rig);
        assertThat(rig.supervisor.state()).isEqualTo(SupervisorState.STOPPING);
        assertThat(told).isFalse();
        go.countDown();
        assertThat(stopping.report().left()).isEmpty();
        assertThat(stopping.report().took()).isZero();
        assertThat(told).isTrue();
    }

    @Test
    void stopWaitsUntilListenersHaveHeardOfTheLastRun() throws Exception {
        try (Rig rig = blocked()) {
            TaskRun<?> unused = rig.supervisor.submit(() -> "done", RunOptions.DEFAULTS);
            assertThatStopWaits(rig);
        }
    }

    @Test
    void stopWaitsUntilListenersHaveHeardOfAFailure() throws Exception {
        TaskListener listener = new TaskListener() {
            @Override
            public void onFailed(TaskRun<?> run, TaskFacts facts, Throwable failure) {
                block();
            }
        };
        try (Rig rig = patient(listener)) {
            submitFailing(rig);
            assertThatStopWaits(rig);
        }
    }

    @Test
    void stopWaitsUntilTheHandlersOfAFailureHaveEnded() throws Exception {
        TaskErrorHandler handler = (run, facts, failure) -> block();
        try (Rig rig = new Rig(
                        builder -> builder.shutdown(ShutdownPolicy.DEFAULT).errorHandlers(() -> List.of(handler)))
                .started()) {
            submitFailing(rig);
            assertThatStopWaits(rig);
        }
    }

    @Test
    void stopWaitsForWhatFollowsOnTheThreadThatCompletesAFuture() throws Exception {
        try (Rig rig = patient()) {
            CountDownLatch running = rig.occupySlot(TaskPriority.NORMAL);
            TaskRun<?> run = rig.supervisor
                    .run(rig.supervisor.runs(0, 1).items().get(0).id())
                    .orElseThrow();
            CompletableFuture<?> follower = run.toCompletableFuture().thenRun(this::block);
            running.countDown();
            assertThatStopWaits(rig);
            assertThat(follower).isCompleted();
        }
    }

    @Test
    void stopWaitsUntilListenersHaveHeardOfARunThatWasCancelledElsewhere() throws Exception {
        try (Rig rig = blocked()) {
            CountDownLatch started = new CountDownLatch(1);
            TaskRun<String> run = rig.supervisor.submit(
                    () -> {
                        started.countDown();
                        new CountDownLatch(1).await();
                        return "";
                    },
                    RunOptions.DEFAULTS);
            started.await();
            Thread canceller = new Thread(() -> run.cancel(true), "canceller");
            canceller.start();
            telling.await();
            rig.awaitIdle();
            assertThatStopWaits(rig);
            canceller.join();
        }
    }

    @Test
    void unregisteringWaitsUntilListenersHaveHeardOfTheLastRun() throws Exception {
        try (Rig rig = blocked()) {
            rig.supervisor.register(TaskDefinition.background("mail").run(() -> {}));
            TaskRun<?> unused = rig.supervisor.call("mail", null);
            assertThatItWaits(() -> rig.supervisor.unregister("mail"));
        }
    }

    @Test
    void closingAPoolWaitsUntilListenersHaveHeardOfItsLastRun() throws Exception {
        try (Rig rig = blocked()) {
            CreatedPool pool = rig.supervisor.createPool(PoolConfig.of("imports", 1));
            TaskRun<?> unused = rig.supervisor.submit(() -> "done", RunOptions.DEFAULTS.withPool("imports"));
            assertThatItWaits(pool::close);
        }
    }

    private void assertThatItWaits(Runnable stop) throws InterruptedException {
        telling.await();
        AtomicReference<@Nullable Boolean> toldFirst = new AtomicReference<>();
        Thread stopping = new Thread(
                () -> {
                    stop.run();
                    toldFirst.set(told);
                },
                "stopping");
        stopping.start();
        Spin.until(() -> toldFirst.get() != null || stopping.getState() == Thread.State.WAITING);
        go.countDown();
        stopping.join();
        assertThat(toldFirst).hasValue(true);
    }

    @Test
    void listenerThatDoesNotReturnHoldsUpAStopForItsTimeOnly() throws Exception {
        try (Rig rig = blocked()) {
            TaskRun<?> unused = rig.supervisor.submit(() -> "done", RunOptions.DEFAULTS);
            telling.await();
            StopReport report = new Stopping(rig)
                    .advance(Duration.ofSeconds(25))
                    .advance(Duration.ofSeconds(4))
                    .advance(Duration.ofSeconds(1))
                    .report();
            assertThat(report.text()).isEqualTo("finished 0, asked to stop 0, interrupted 0, left 0, took 30000 ms");
            assertThat(told).isFalse();
            go.countDown();
        }
    }

    @Test
    void listenerMayStopTheSupervisorItself() throws Exception {
        CompletableFuture<StopReport> report = new CompletableFuture<>();
        CompletableFuture<TaskSupervisor> supervisor = new CompletableFuture<>();
        try (Rig rig =
                patient(onFinished(run -> report.complete(supervisor.join().stop())))) {
            supervisor.complete(rig.supervisor);
            TaskRun<?> unused = rig.supervisor.submit(() -> "done", RunOptions.DEFAULTS);
            assertThat(report.get().left()).isEmpty();
            assertThat(rig.supervisor.state()).isEqualTo(SupervisorState.STOPPED);
        }
    }

    @Test
    void listenerMayUnregisterTheTaskOfTheRun() throws Exception {
        CompletableFuture<Boolean> gone = new CompletableFuture<>();
        CompletableFuture<TaskSupervisor> supervisor = new CompletableFuture<>();
        try (Rig rig = patient(onFinished(run -> {
            supervisor.join().unregister("mail");
            gone.complete(true);
        }))) {
            supervisor.complete(rig.supervisor);
            rig.supervisor.register(TaskDefinition.background("mail").run(() -> {}));
            TaskRun<?> unused = rig.supervisor.call("mail", null);
            assertThat(gone.get()).isTrue();
            assertThat(rig.supervisor.tasks()).isEmpty();
        }
    }

    @Test
    void listenerThatStopsDoesNotWaitForTheStopThatWaitsForIt() throws Exception {
        CompletableFuture<TaskSupervisor> supervisor = new CompletableFuture<>();
        try (Rig rig = patient(onFinished(run -> {
            block();
            supervisor.join().stop();
        }))) {
            supervisor.complete(rig.supervisor);
            TaskRun<?> unused = rig.supervisor.submit(() -> "done", RunOptions.DEFAULTS);
            assertThatStopWaits(rig);
        }
    }

    @Test
    @Tag("race")
    void nobodyIsToldAfterTheStop() {
        AtomicInteger heard = new AtomicInteger();
        TaskListener listener = new TaskListener() {
            @Override
            public void onFinished(TaskRun<?> run, TaskFacts facts, long took) {
                heard.incrementAndGet();
            }

            @Override
            public void onFailed(TaskRun<?> run, TaskFacts facts, Throwable failure) {
                heard.incrementAndGet();
            }
        };
        TaskErrorHandler handler = (run, facts, failure) -> heard.incrementAndGet();
        try (Rig rig = new Rig(builder -> builder.shutdown(ShutdownPolicy.DEFAULT)
                .listeners(() -> List.of(listener))
                .errorHandlers(() -> List.of(handler)))) {
            for (int round = 0; round < 300; round++) {
                rig.supervisor.start();
                for (int i = 0; i < 10; i++) {
                    submitFailing(rig);
                }
                rig.supervisor.stop();
                assertThat(heard).as("round %d", round).hasValue((round + 1) * 30);
            }
        }
    }
}
