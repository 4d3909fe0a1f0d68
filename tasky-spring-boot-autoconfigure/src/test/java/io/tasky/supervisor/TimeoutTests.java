package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.tasky.pool.PoolConfig;
import io.tasky.task.RetryPolicy;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskBody;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import io.tasky.testing.CapturedLog;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@SuppressWarnings("FutureReturnValueIgnored") // The body of a task returns an object, which may be a stage.
@Timeout(20)
class TimeoutTests {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private static final TaskAttributes LIMITED = TaskAttributes.NONE.with(TaskAttribute.TIMEOUT, LIMIT);

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    private final CountDownLatch end = new CountDownLatch(1);

    /** Does not react to an interrupt, other than to tell of it. */
    private final TaskBody stubborn = payload -> {
        events.add("started");
        boolean ended = false;
        while (!ended) {
            try {
                end.await();
                ended = true;
            } catch (InterruptedException ex) {
                events.add("interrupted");
            }
        }
        return "late";
    };

    private static TaskRun<@Nullable Object> call(Rig rig, TaskBody body, @Nullable RetryPolicy retry) {
        rig.supervisor.register(Rig.define(TaskKind.BACKGROUND, "mail", LIMITED, body, retry));
        return rig.supervisor.call("mail", null);
    }

    @Test
    void attemptThatTakesTooLongHasTimedOutAtOnceAndKeepsItsSlotUntilItsCodeEnds() throws Exception {
        try (Rig rig = Rig.narrow(5).started()) {
            TaskRun<@Nullable Object> run = call(rig, stubborn, null);
            assertThat(events.take()).isEqualTo("started");
            rig.time.advance(LIMIT.minusNanos(1));
            assertThat(run.status()).isEqualTo(RunStatus.RUNNING);

            rig.time.advance(Duration.ofNanos(1));
            assertThat(run.status()).isEqualTo(RunStatus.TIMED_OUT);
            assertThat(events.take()).isEqualTo("interrupted");
            assertThat(run.isStuck()).isTrue();
            assertThat(rig.pool().snapshot().taken()).isOne();
            assertThat(rig.supervisor.task("mail").snapshot().counts().timedOut())
                    .isOne();

            end.countDown();
            rig.awaitIdle();
            assertThat(run.status()).isEqualTo(RunStatus.TIMED_OUT);
            assertThat(run.isStuck()).isFalse();
            assertThat(run.result()).isNull();
            assertThat(rig.supervisor.runs(0, 9).items()).isEmpty();
            assertThat(rig.supervisor.task("mail").snapshot().counts().succeeded())
                    .isZero();
        }
    }

    @Test
    void exceptionNamesTheRunAndItsLimit() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskRun<@Nullable Object> run = call(rig, stubborn, null);
            events.take();
            rig.time.advance(LIMIT);

            assertThatThrownBy(run::get)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(TimeoutException.class)
                    .hasMessage(
                            "Attempt 1 of run " + run.id() + " of task 'mail' took longer than its timeout of PT5S");
            assertThat(run.failures()).containsExactly(run.exception());
            end.countDown();
        }
    }

    @Test
    void timeOutThatNobodyHoldsIsLoggedOnce() throws Exception {
        try (CapturedLog log = new CapturedLog();
                Rig rig = new Rig().started()) {
            TaskRun<@Nullable Object> run = call(rig, stubborn, null);
            events.take();
            rig.time.advance(LIMIT);
            end.countDown();
            rig.awaitIdle();

            assertThat(log.messagesAt(Level.ERROR))
                    .containsExactly("Run " + run.id() + " of task 'mail' timed out in attempt 1 after 5000 ms");
        }
    }

    @Test
    void waitingForASlotIsNotCounted() throws Exception {
        try (Rig rig = Rig.narrow(5).started()) {
            CountDownLatch blocker = rig.occupySlot(TaskPriority.NORMAL);
            AtomicReference<Instant> deadline = new AtomicReference<>();
            TaskRun<@Nullable Object> run = call(
                    rig,
                    payload -> {
                        deadline.set(TaskContext.current().deadline());
                        return "in time";
                    },
                    null);
            rig.time.advance(LIMIT.multipliedBy(2));
            blocker.countDown();

            assertThat(run.get()).isEqualTo("in time");
            assertThat(deadline).hasValue(rig.time.now().plus(LIMIT));
            rig.awaitIdle();
            rig.time.advance(LIMIT);
            assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        }
    }

    @Test
    void timeOutThatIsRetriedWaitsForTheEndOfTheCodeAndEachAttemptHasItsFullTime() throws Exception {
        try (Rig rig = new Rig().started()) {
            CountDownLatch firstMayEnd = new CountDownLatch(1);
            TaskRun<@Nullable Object> run = call(
                    rig,
                    payload -> {
                        events.add("attempt " + TaskContext.current().attempt());
                        if (TaskContext.current().attempt() > 1) {
                            return "second";
                        }
                        return awaitThroughInterrupts(firstMayEnd);
                    },
                    (attempt, failure) -> failure instanceof TimeoutException ? Duration.ofSeconds(1) : null);
            assertThat(events.take()).isEqualTo("attempt 1");
            rig.time.advance(LIMIT);
            assertThat(events.take()).isEqualTo("interrupted");
            assertThat(run.status()).isEqualTo(RunStatus.RUNNING);
            rig.time.advance(Duration.ofMinutes(1));
            assertThat(run.status()).isEqualTo(RunStatus.RUNNING);

            firstMayEnd.countDown();
            rig.awaitIdle();
            assertThat(run.status()).isEqualTo(RunStatus.RETRYING);
            rig.advanceAndAwait(Duration.ofSeconds(1));

            assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(run.result()).isEqualTo("second");
            assertThat(run.failures()).singleElement().isInstanceOf(TimeoutException.class);
            assertThat(rig.supervisor.task("mail").snapshot().counts().timedOut())
                    .isZero();
        }
    }

    private Object awaitThroughInterrupts(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return "first";
            } catch (InterruptedException ex) {
                events.add("interrupted");
            }
        }
    }

    @Test
    void runWhoseLastAttemptTimesOutHasTimedOut() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskRun<@Nullable Object> run = call(
                    rig,
                    payload -> {
                        events.add("started");
                        new CountDownLatch(1).await();
                        return null;
                    },
                    (attempt, failure) -> attempt < 2 ? Duration.ZERO : null);
            events.take();
            rig.time.advance(LIMIT);
            rig.awaitIdle();
            rig.time.advance(Duration.ZERO);
            events.take();
            rig.time.advance(LIMIT);
            rig.awaitIdle();

            assertThat(run.status()).isEqualTo(RunStatus.TIMED_OUT);
            assertThat(run.failures()).hasSize(2);
            assertThat(run.isStuck()).isFalse();
        }
    }

    @Test
    void stageThatTakesTooLongIsCancelledAndGivesUpItsSlot() throws Exception {
        try (Rig rig = new Rig().started()) {
            CompletableFuture<String> never = new CompletableFuture<>();
            TaskRun<@Nullable Object> run = call(
                    rig,
                    payload -> {
                        events.add("started");
                        return never;
                    },
                    null);
            events.take();
            rig.time.advance(LIMIT);

            rig.awaitIdle();
            assertThat(run.status()).isEqualTo(RunStatus.TIMED_OUT);
            assertThat(never).isCancelled();
        }
    }

    @Test
    void cancelAfterTheTimeOutChangesNothing() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskRun<@Nullable Object> run = call(rig, stubborn, null);
            events.take();
            rig.time.advance(LIMIT);

            assertThat(run.cancel(true)).isFalse();
            assertThat(run.stop()).isFalse();
            assertThat(run.status()).isEqualTo(RunStatus.TIMED_OUT);
            end.countDown();
        }
    }

    @Test
    @Tag("race")
    void timeOutAtTheMomentOfTheEndDecidesOnceAndInterruptsNobodyElse() throws Exception {
        try (Rig rig = new Rig(PoolConfig.of(PoolConfig.DEFAULT_POOL, 1)).started()) {
            rig.register(TaskKind.BACKGROUND, "mail", LIMITED, payload -> Thread.interrupted());
            rig.register(TaskKind.BACKGROUND, "next", TaskAttributes.NONE, payload -> Thread.interrupted());
            long outcomes = 0;
            for (int i = 0; i < 20_000; i++) {
                TaskRun<?> run = rig.supervisor.call("mail", null);
                TaskRun<?> next = rig.supervisor.call("next", null);
                rig.time.advance(LIMIT);
                rig.awaitIdle();
                outcomes += run.status() == RunStatus.SUCCEEDED || run.status() == RunStatus.TIMED_OUT ? 1 : 0;
                assertThat(next.result()).isEqualTo(false);
            }
            assertThat(outcomes).isEqualTo(20_000);
            assertThat(rig.pool().snapshot().taken()).isZero();
            assertThat(rig.supervisor.task("mail").snapshot().counts())
                    .satisfies(counts ->
                            assertThat(counts.succeeded() + counts.timedOut()).isEqualTo(20_000));
        }
    }
}
