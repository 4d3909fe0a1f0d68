package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.tasky.pool.PoolConfig;
import io.tasky.task.RetryPolicy;
import io.tasky.task.RunOptions;
import io.tasky.task.RunSnapshot;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskBody;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskCounts;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import io.tasky.task.WaitingFor;
import io.tasky.testing.CapturedLog;
import io.tasky.testing.Spin;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RetryTests {

    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final AtomicInteger calls = new AtomicInteger();

    private static RetryPolicy upTo(int attempts, Duration pause) {
        return (attempt, failure) -> attempt < attempts ? pause : null;
    }

    private TaskBody failingUntil(int attempt) {
        return payload -> {
            if (calls.incrementAndGet() < attempt) {
                throw new IllegalStateException("attempt " + calls.get());
            }
            return TaskContext.current().attempt();
        };
    }

    private static TaskRun<@Nullable Object> call(Rig rig, TaskBody body, RetryPolicy policy) {
        rig.supervisor.register(Rig.define(TaskKind.BACKGROUND, "mail", TaskAttributes.NONE, body, policy));
        return rig.supervisor.call("mail", null);
    }

    private static TaskCounts counts(Rig rig) {
        return rig.supervisor.task("mail").snapshot().counts();
    }

    @Test
    void runThatWaitsForItsNextAttemptTakesNeitherSlotNorThread() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskRun<@Nullable Object> run = call(rig, failingUntil(2), upTo(3, PAUSE));
            rig.awaitIdle();
            assertThat(run.status()).isEqualTo(RunStatus.RETRYING);
            assertThat(rig.pool().snapshot().taken()).isZero();
            assertThat(counts(rig).running()).isOne();

            RunSnapshot snapshot = rig.supervisor.runs(0, 10).items().get(0);
            assertThat(snapshot.waitingFor())
                    .isEqualTo(new WaitingFor(
                            WaitingFor.Reason.BACKING_OFF, 2, 0, rig.time.now().plus(PAUSE), null));

            assertThat(rig.supervisor.task("mail").snapshot().waitingFor()).isEqualTo(snapshot.waitingFor());

            rig.advanceAndAwait(PAUSE);
            assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(run.result()).isEqualTo(2);
            assertThat(counts(rig).retries()).isOne();
            assertThat(counts(rig).succeeded()).isOne();
            assertThat(counts(rig).failed()).isZero();
        }
    }

    @Test
    @Tag("race")
    void nextAttemptHasItsNumberBeforeItIsSeenToRun() throws Exception {
        try (Rig rig = new Rig().started()) {
            rig.supervisor.register(Rig.define(
                    TaskKind.BACKGROUND,
                    "mail",
                    TaskAttributes.NONE,
                    payload -> {
                        if (TaskContext.current().attempt() == 1) {
                            throw new IllegalStateException("once more");
                        }
                        return null;
                    },
                    upTo(2, PAUSE)));
            for (int i = 0; i < 500; i++) {
                TaskRun<@Nullable Object> run = rig.supervisor.call("mail", null);
                rig.awaitIdle();
                CompletableFuture<Integer> seen = CompletableFuture.supplyAsync(() -> attemptAfterThePause(run));
                rig.advance(PAUSE);
                assertThat(seen.get()).isEqualTo(2);
            }
        }
    }

    private static int attemptAfterThePause(TaskRun<?> run) {
        Spin.until(() -> run.status() != RunStatus.RETRYING);
        return run.attempt();
    }

    @Test
    void delayBelowZeroMeansAtOnce() throws Exception {
        try (Rig rig = new Rig().started()) {
            Duration backwards = ChronoUnit.FOREVER.getDuration().negated();
            TaskRun<@Nullable Object> run = call(rig, failingUntil(2), upTo(3, backwards));
            rig.awaitIdle();
            rig.advanceAndAwait(Duration.ZERO);
            assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        }
    }

    @Test
    void failureIsLoggedOnceAndOnlyWhenNoAttemptIsLeft() throws Exception {
        try (CapturedLog log = new CapturedLog();
                Rig rig = new Rig().started()) {
            TaskRun<@Nullable Object> run = call(rig, failingUntil(9), upTo(3, PAUSE));
            rig.awaitIdle();
            rig.advanceAndAwait(PAUSE);
            assertThat(log.at(Level.ERROR)).isEmpty();

            rig.advanceAndAwait(PAUSE);
            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(run.attempt()).isEqualTo(3);
            assertThat(log.messagesAt(Level.ERROR))
                    .singleElement()
                    .asString()
                    .isEqualTo("Run " + run.id() + " of task 'mail' failed in attempt 3 after 20000 ms");
            assertThat(log.at(Level.ERROR).get(0).getThrowableProxy().getMessage())
                    .isEqualTo("attempt 3");
            assertThat(counts(rig).retries()).isEqualTo(2);
            assertThat(counts(rig).failed()).isOne();
        }
    }

    @Test
    void nextAttemptIsAdmittedToFullLine() throws Exception {
        try (Rig rig = Rig.narrow(1).started()) {
            TaskRun<@Nullable Object> run = call(rig, failingUntil(2), upTo(2, PAUSE));
            rig.awaitIdle();
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            TaskRun<String> waiting = rig.supervisor.submit(() -> "waited", RunOptions.DEFAULTS);
            rig.advance(PAUSE);
            assertThat(run.status()).isEqualTo(RunStatus.RETRYING);
            assertThat(rig.pool().snapshot().waiting()).containsEntry(TaskPriority.NORMAL, 2);

            blocker.countDown();
            rig.awaitIdle();
            assertThat(waiting.result()).isEqualTo("waited");
            assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        }
    }

    @Test
    void runIsCancelledBetweenTwoAttempts() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskRun<@Nullable Object> run = call(rig, failingUntil(2), upTo(3, PAUSE));
            rig.awaitIdle();
            assertThat(run.cancel(true)).isTrue();
            assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
            assertThatThrownBy(run::get).isInstanceOf(CancellationException.class);

            rig.advanceAndAwait(PAUSE.multipliedBy(3));
            assertThat(calls).hasValue(1);
            assertThat(counts(rig).running()).isZero();
            assertThat(counts(rig).cancelled()).isOne();
            assertThat(rig.supervisor.runs(0, 10).items()).isEmpty();
        }
    }

    @Test
    void runIsCancelledWhileItsNextAttemptWaitsForSlot() throws Exception {
        try (Rig rig = Rig.narrow(1).started()) {
            TaskRun<@Nullable Object> run = call(rig, failingUntil(2), upTo(3, PAUSE));
            rig.awaitIdle();
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            rig.advance(PAUSE);
            assertThat(run.cancel(false)).isTrue();
            assertThat(rig.pool().snapshot().waiting()).containsEntry(TaskPriority.NORMAL, 0);

            blocker.countDown();
            rig.awaitIdle();
            assertThat(calls).hasValue(1);
            assertThat(counts(rig).running()).isZero();
            assertThat(counts(rig).waiting()).isZero();
        }
    }

    @Test
    void policyThatThrowsLetsTheRunFailWithItsOwnFailure() throws Exception {
        try (CapturedLog log = new CapturedLog();
                Rig rig = new Rig().started()) {
            IllegalArgumentException broken = new IllegalArgumentException("policy");
            TaskRun<@Nullable Object> run = call(rig, failingUntil(2), (attempt, failure) -> {
                throw broken;
            });
            rig.awaitIdle();
            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(run.exception()).hasMessage("attempt 1").hasSuppressedException(broken);
            assertThat(counts(rig).running()).isZero();
            assertThat(log.at(Level.ERROR)).hasSize(1);
        }
    }

    @Test
    void runThatWasAskedToStopWhileItFailedIsNotRepeated() throws Exception {
        try (Rig rig = new Rig().started()) {
            CompletableFuture<TaskRun<@Nullable Object>> known = new CompletableFuture<>();
            TaskRun<@Nullable Object> run = call(rig, failingUntil(2), (attempt, failure) -> {
                known.join().stop();
                return PAUSE;
            });
            known.complete(run);
            rig.awaitIdle();
            rig.advanceAndAwait(PAUSE);
            assertThat(calls).hasValue(1);
            assertThat(run.isDone()).isTrue();
            assertThat(counts(rig).running()).isZero();
        }
    }

    @Test
    @Timeout(30)
    void attemptThatFollowsAtOnceIsNeverLost() throws Exception {
        SystemTimeSource time = SystemTimeSource.create();
        try (Rig rig = new Rig(builder -> builder.timeSource(time)
                        .pool(PoolConfig.of(PoolConfig.DEFAULT_POOL, 2).withLimits(100_000, 10)))
                .started()) {
            AtomicReference<@Nullable Throwable> last = new AtomicReference<>();
            rig.supervisor.register(Rig.define(
                    TaskKind.BACKGROUND,
                    "mail",
                    TaskAttributes.NONE,
                    payload -> {
                        if (TaskContext.current().attempt() < 4) {
                            throw new IllegalStateException("again");
                        }
                        return null;
                    },
                    (attempt, failure) -> {
                        last.set(failure);
                        return Duration.ZERO;
                    }));
            for (int i = 0; i < 3000; i++) {
                rig.supervisor.call("mail", i).get();
            }
            rig.awaitIdle();
            assertThat(counts(rig).succeeded()).isEqualTo(3000);
            assertThat(counts(rig).retries()).isEqualTo(9000);
        } finally {
            time.close();
        }
    }
}
