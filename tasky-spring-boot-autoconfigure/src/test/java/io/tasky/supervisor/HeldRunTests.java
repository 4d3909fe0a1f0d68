package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.tasky.pool.PoolConfig;
import io.tasky.pool.PoolFullException;
import io.tasky.spi.TaskListener;
import io.tasky.task.RunSnapshot;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskCounts;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import io.tasky.task.WaitingFor;
import io.tasky.testing.CapturedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs that wait for a word of whoever submitted them. */
@Timeout(30)
class HeldRunTests {

    private final AtomicInteger calls = new AtomicInteger();

    private Rig rig() {
        return register(new Rig());
    }

    private Rig register(Rig rig) {
        rig.register(TaskKind.BACKGROUND, "mail", TaskAttributes.NONE, payload -> "sent " + calls.incrementAndGet());
        return rig;
    }

    private static TaskCounts counts(Rig rig) {
        return rig.supervisor.task("mail").snapshot().counts();
    }

    @Test
    void runIsHeldUntilItIsReleased() throws Exception {
        try (Rig rig = rig().started()) {
            HeldRun held = rig.supervisor.hold("mail", null);
            rig.awaitIdle();
            assertThat(held.run().status()).isEqualTo(RunStatus.HELD);
            assertThat(calls).hasValue(0);
            assertThat(rig.pool().snapshot().taken()).isZero();

            held.release();
            assertThat(held.run().get()).isEqualTo("sent 1");
            held.release();
            rig.awaitIdle();
            assertThat(counts(rig).succeeded()).isOne();
        }
    }

    @Test
    void timeThatItIsHeldIsNoTimeThatItWaits() throws Exception {
        List<Duration> waits = new CopyOnWriteArrayList<>();
        TaskListener listener = new TaskListener() {
            @Override
            public void onStarted(TaskRun<?> run, TaskFacts facts, long waited) {
                waits.add(Duration.ofNanos(waited));
            }
        };
        try (Rig rig = register(new Rig(builder -> builder.autoStart(false)
                .pool(PoolConfig.of(PoolConfig.DEFAULT_POOL, 1))
                .listeners(() -> List.of(listener))))) {
            TaskRun<?> early = rig.supervisor.call("mail", null);
            rig.advance(Duration.ofMinutes(5));
            rig.supervisor.start();
            early.get();
            HeldRun held = rig.supervisor.hold("mail", null);
            rig.advance(Duration.ofMinutes(1));
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            held.release();
            rig.advance(Duration.ofSeconds(2));
            blocker.countDown();
            rig.awaitIdle();

            assertThat(waits).containsExactly(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(2));
            assertThat(held.run().queuedAt()).isEqualTo(rig.time.now().minusSeconds(62));
        }
    }

    @Test
    void heldRunIsListedWithItsReason() {
        try (Rig rig = rig().started()) {
            HeldRun held = rig.supervisor.hold("mail", null);
            RunSnapshot snapshot = rig.supervisor.runs(0, 10).items().get(0);
            assertThat(snapshot.id()).isEqualTo(held.run().id());
            assertThat(Objects.requireNonNull(snapshot.waitingFor()).text()).isEqualTo("held for a commit");
            assertThat(rig.supervisor.task("mail").snapshot().waitingFor())
                    .isEqualTo(WaitingFor.of(WaitingFor.Reason.COMMIT));
            assertThat(rig.supervisor.run(held.run().id())).isPresent();

            held.run().cancel(false);
            assertThat(rig.supervisor.runs(0, 10).items()).isEmpty();
        }
    }

    @Test
    void runThatWasCancelledWhileItWasHeldNeverStarts() throws Exception {
        try (Rig rig = rig().started()) {
            HeldRun held = rig.supervisor.hold("mail", null);
            assertThat(held.run().cancel(false)).isTrue();
            held.release();
            rig.awaitIdle();
            assertThat(held.run().status()).isEqualTo(RunStatus.CANCELLED);
            assertThat(calls).hasValue(0);
            assertThat(counts(rig).cancelled()).isOne();
            assertThat(counts(rig).waiting()).isZero();
        }
    }

    @Test
    void threadThatHoldsARunCannotWaitForIt() throws Exception {
        try (Rig rig = rig().started()) {
            HeldRun held = rig.supervisor.hold("mail", null);
            TaskRun<@Nullable Object> run = held.run();
            String message =
                    "Run " + run.id() + " of 'mail' is held until the transaction of this thread has committed,"
                            + " which would never come if this thread waited for it. Wait after the transaction, or let the task"
                            + " be submitted at once with submit = NOW.";
            assertThatThrownBy(run::get)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(message);
            assertThatThrownBy(() -> run.get(1, TimeUnit.DAYS))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(message);
            CompletableFuture<@Nullable Object> future = run.toCompletableFuture();
            assertThatThrownBy(future::get).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> future.get(1, TimeUnit.DAYS)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(future::join).isInstanceOf(IllegalStateException.class);

            CompletableFuture<@Nullable Object> elsewhere = CompletableFuture.supplyAsync(future::join);
            held.release();
            assertThat(elsewhere.get()).isEqualTo("sent 1");
            assertThat(run.get()).isEqualTo("sent 1");
        }
    }

    @Test
    void runThatThePoolRefusesIsRejectedAndLogged() throws Exception {
        List<String> told = new ArrayList<>();
        TaskListener listener = new TaskListener() {
            @Override
            public void onRejected(TaskFacts facts) {
                told.add("rejected " + facts.task());
            }

            @Override
            public void onFinished(TaskRun<?> run, TaskFacts facts, long took) {
                told.add(run.status() + " " + facts.task());
            }
        };
        try (CapturedLog log = new CapturedLog();
                Rig rig = register(new Rig(builder -> builder.pool(
                                        PoolConfig.of("default", 1).withLimits(0, 10))
                                .listeners(() -> List.of(listener))))
                        .started()) {
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            HeldRun held = rig.supervisor.hold("mail", null);
            held.release();
            assertThat(held.run().status()).isEqualTo(RunStatus.REJECTED);
            assertThat(held.run().exception()).isInstanceOf(PoolFullException.class);
            assertThat(log.messagesAt(Level.ERROR))
                    .containsExactly(
                            "Run " + held.run().id() + " of task 'mail' was rejected after it had been accepted");
            assertThat(told).containsExactly("REJECTED mail", "rejected mail");
            assertThat(counts(rig).rejected()).isOne();
            assertThat(counts(rig).waiting()).isZero();
            blocker.countDown();
            rig.awaitIdle();
        }
    }

    @Test
    void disabledTaskTakesNothingToHold() {
        try (Rig rig = rig().started()) {
            rig.supervisor.task("mail").disable();
            assertThatThrownBy(() -> rig.supervisor.hold("mail", null)).isInstanceOf(RejectedExecutionException.class);
            assertThat(counts(rig).waiting()).isZero();
            assertThat(rig.supervisor.runs(0, 10).items()).isEmpty();
        }
    }

    @Test
    void stoppedSupervisorTakesNothingToHold() {
        try (Rig rig = rig().started()) {
            rig.supervisor.stop();
            assertThatThrownBy(() -> rig.supervisor.hold("mail", null))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessage(
                            "The supervisor is STOPPED and takes no more work: 'mail'. Submit before the application"
                                    + " stops.");
            assertThat(counts(rig).waiting()).isZero();
        }
    }

    @Test
    void stopCancelsWhatIsHeldWhenItsTimeIsUp() {
        try (Rig rig = rig().started()) {
            HeldRun held = rig.supervisor.hold("mail", null);
            assertThat(rig.supervisor.stop().left()).containsExactlyEntriesOf(Map.of("mail", 1));
            assertThat(held.run().status()).isEqualTo(RunStatus.CANCELLED);
            held.release();
            assertThat(calls).hasValue(0);
        }
    }

    @Test
    void runThatIsReleasedBeforeAStartThatHasToBeAskedForWaitsForIt() throws Exception {
        try (Rig rig = register(new Rig(builder -> builder.autoStart(false)))) {
            HeldRun held = rig.supervisor.hold("mail", null);
            held.release();
            rig.awaitIdle();
            assertThat(held.run().status()).isEqualTo(RunStatus.HELD);
            assertThat(Objects.requireNonNull(
                                    rig.supervisor.runs(0, 10).items().get(0).waitingFor())
                            .text())
                    .isEqualTo("supervisor is not started");
            assertThat(rig.supervisor.task("mail").snapshot().waitingFor())
                    .isEqualTo(WaitingFor.supervisor("not started"));
            rig.supervisor.start();
            assertThat(held.run().get()).isEqualTo("sent 1");
        }
    }

    @Test
    @Tag("race")
    void ofCancelAndReleaseExactlyOneDecides() throws Exception {
        int rounds = 3000;
        try (Rig rig = rig().started()) {
            CyclicBarrier barrier = new CyclicBarrier(2);
            AtomicInteger cancelled = new AtomicInteger();
            List<HeldRun> runs = new ArrayList<>();
            for (int i = 0; i < rounds; i++) {
                runs.add(rig.supervisor.hold("mail", null));
            }
            CompletableFuture<?> canceller = CompletableFuture.runAsync(() -> runs.forEach(held -> {
                meet(barrier);
                if (held.run().cancel(false)) {
                    cancelled.incrementAndGet();
                }
            }));
            for (HeldRun held : runs) {
                meet(barrier);
                held.release();
            }
            canceller.join();
            rig.awaitIdle();
            assertThat(counts(rig).cancelled()).isEqualTo(cancelled.get());
            assertThat(counts(rig).succeeded() + counts(rig).cancelled()).isEqualTo(rounds);
            assertThat(counts(rig).waiting()).isZero();
            assertThat(rig.pool().snapshot().taken()).isZero();
            assertThat(rig.supervisor.runs(0, 10).items()).isEmpty();
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception ex) {
            throw new IllegalStateException(ex);
        }
    }
}
