package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tasky.pool.PoolConfig;
import io.tasky.pool.PoolFullException;
import io.tasky.spi.TaskListener;
import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Stops and closes that meet one another, and what is held before the start. */
@Timeout(20)
class CloseTests {

    /** A rig that holds work, and does something when a run has ended. */
    private static Rig whenFinished(Consumer<TaskSupervisor> action) {
        AtomicReference<Rig> made = new AtomicReference<>();
        TaskListener listener = new TaskListener() {
            @Override
            public void onFinished(TaskRun<?> run, TaskFacts facts, long took) {
                action.accept(Objects.requireNonNull(made.get()).supervisor);
            }
        };
        Rig rig = new Rig(builder ->
                builder.listeners(() -> List.of(listener)).autoStart(false).shutdown(ShutdownPolicy.DEFAULT));
        made.set(rig);
        return rig;
    }

    @Test
    void listenerMayStopTheSupervisorWhileItStops() throws Exception {
        CompletableFuture<StopReport> inner = new CompletableFuture<>();
        try (Rig rig = whenFinished(supervisor -> inner.complete(supervisor.stop()))) {
            TaskRun<String> held = rig.supervisor.submit(() -> "never", RunOptions.DEFAULTS);
            assertThat(rig.supervisor.stop().left()).hasSize(1);
            assertThat(inner.get()).isEqualTo(StopReport.NOTHING);
            assertThat(held.status()).isEqualTo(RunStatus.CANCELLED);
        }
    }

    @Test
    void listenerThatWaitsForAnotherStopWaitsNoLongerThanAStopMayTake() throws Exception {
        CompletableFuture<Thread> other = new CompletableFuture<>();
        try (Rig rig = whenFinished(supervisor -> {
            Thread thread = new Thread(supervisor::stop);
            thread.start();
            other.complete(thread);
            join(thread);
        })) {
            TaskRun<String> held = rig.supervisor.submit(() -> "never", RunOptions.DEFAULTS);
            CompletableFuture<StopReport> report = new CompletableFuture<>();
            new Thread(() -> report.complete(rig.supervisor.stop())).start();
            Thread waiting = other.get();
            rig.time.awaitWaiters(1);
            assertThat(waiting.isAlive()).isTrue();
            rig.advance(Duration.ofSeconds(30));
            assertThat(report.get().left()).hasSize(1);
            assertThat(held.isDone()).isTrue();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void listenerMayCloseTheSupervisorWhileItStops() {
        Rig rig = whenFinished(TaskSupervisor::close);
        TaskRun<String> held = rig.supervisor.submit(() -> "never", RunOptions.DEFAULTS);
        assertThat(held.status()).isEqualTo(RunStatus.HELD);
        rig.supervisor.stop();
        assertThat(rig.supervisor.state()).isEqualTo(SupervisorState.CLOSED);
    }

    @Test
    void supervisorThatIsBeingClosedCannotBeStartedAgain() throws Exception {
        try (Rig rig = new Rig(builder -> builder.shutdown(ShutdownPolicy.DEFAULT)).started()) {
            CompletableFuture<String> failure = new CompletableFuture<>();
            rig.register(
                    TaskKind.BACKGROUND,
                    "starter",
                    TaskAttributes.NONE.with(TaskAttribute.ON_SHUTDOWN, true),
                    payload -> {
                        try {
                            rig.supervisor.start();
                            failure.complete("none");
                        } catch (IllegalStateException ex) {
                            failure.complete(String.valueOf(ex.getMessage()));
                        }
                        return null;
                    });
            rig.supervisor.close();
            assertThat(failure.get()).isEqualTo("The supervisor is being closed and cannot start.");
            assertThat(rig.supervisor.state()).isEqualTo(SupervisorState.CLOSED);
        }
    }

    @Test
    @Tag("race")
    void closeAlwaysWinsAgainstStarts() throws Exception {
        AtomicInteger refused = new AtomicInteger();
        for (int round = 0; round < 300; round++) {
            Rig rig = new Rig().started();
            Thread starting = new Thread(() -> restartUntilRefused(rig, refused));
            starting.start();
            rig.supervisor.close();
            starting.join();
            assertThat(rig.supervisor.state()).isEqualTo(SupervisorState.CLOSED);
        }
        assertThat(refused).hasValue(300);
    }

    private static void restartUntilRefused(Rig rig, AtomicInteger refused) {
        try {
            while (true) {
                rig.supervisor.stop();
                rig.supervisor.start();
            }
        } catch (IllegalStateException ex) {
            // It is closed, or is being closed.
            refused.incrementAndGet();
        }
    }

    @Test
    void noMoreIsHeldForTheStartThanMayWaitInTheLines() throws Exception {
        CompletableFuture<TaskPriority> rejected = new CompletableFuture<>();
        TaskListener listener = new TaskListener() {
            @Override
            public void onRejected(TaskFacts facts) {
                rejected.complete(facts.priority());
            }
        };
        RunOptions critical = RunOptions.priority(TaskPriority.CRITICAL);
        try (Rig rig = new Rig(builder -> builder.autoStart(false)
                .listeners(() -> List.of(listener))
                .pool(PoolConfig.of(PoolConfig.DEFAULT_POOL, 1).withLimits(2, 1)))) {
            TaskRun<String> first = rig.supervisor.submit(() -> "first", RunOptions.DEFAULTS);
            TaskRun<String> second = rig.supervisor.submit(() -> "second", RunOptions.DEFAULTS);
            TaskRun<String> low = rig.supervisor.submit(() -> "low", RunOptions.priority(TaskPriority.LOW));
            assertThatExceptionOfType(PoolFullException.class)
                    .isThrownBy(() -> rig.supervisor.submit(() -> "", RunOptions.DEFAULTS))
                    .withMessageStartingWith("Pool 'default' is full for NORMAL: 2 runs wait (max-waiting 2)");
            assertThat(rejected.get()).isEqualTo(TaskPriority.NORMAL);
            first.cancel(false);
            TaskRun<String> third = rig.supervisor.submit(() -> "third", RunOptions.DEFAULTS);
            TaskRun<String> urgent = rig.supervisor.submit(() -> "urgent", critical);
            assertThatExceptionOfType(RejectedExecutionException.class)
                    .isThrownBy(() -> rig.supervisor.submit(() -> "", critical));
            rig.started();
            assertThat(List.of(second.get(), third.get(), low.get(), urgent.get()))
                    .containsExactly("second", "third", "low", "urgent");
        }
    }

    @Test
    void callsFindNoRoomThatWasHeldByOthers() {
        CountDownLatch never = new CountDownLatch(1);
        try (Rig rig = new Rig(builder -> builder.autoStart(false)
                .pool(PoolConfig.of(PoolConfig.DEFAULT_POOL, 1).withLimits(0, 1)))) {
            rig.register(TaskKind.BACKGROUND, "mail", TaskAttributes.NONE, payload -> {
                never.countDown();
                return null;
            });
            assertThatExceptionOfType(PoolFullException.class).isThrownBy(() -> rig.supervisor.call("mail", null));
            assertThat(rig.supervisor.task("mail").snapshot().counts().rejected())
                    .isOne();
            assertThat(rig.supervisor.task("mail").snapshot().counts().waiting())
                    .isZero();
            assertThat(never.getCount()).isOne();
        }
    }
}
