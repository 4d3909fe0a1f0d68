package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tasky.pool.PoolConfig;
import io.tasky.task.RunOptions;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskBody;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskRun;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks whose method returns a stage, which is complete later. */
@SuppressWarnings("FutureReturnValueIgnored") // The body of a task returns an object, which may be a stage.
@Timeout(20)
class StageTests {

    private final BlockingQueue<CompletableFuture<String>> stages = new LinkedBlockingQueue<>();

    private CompletableFuture<String> newStage() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        stages.add(stage);
        return stage;
    }

    private static TaskRun<@Nullable Object> call(Rig rig, TaskBody body) {
        rig.register(TaskKind.BACKGROUND, "mail", TaskAttributes.NONE, body);
        return rig.supervisor.call("mail", null);
    }

    @Test
    void stageKeepsTheSlotUntilItIsComplete() throws Exception {
        try (Rig rig = Rig.narrow(5).started()) {
            TaskRun<@Nullable Object> run = call(rig, payload -> newStage());
            CompletableFuture<String> stage = stages.take();
            TaskRun<String> next = rig.supervisor.submit(() -> "next", RunOptions.DEFAULTS);
            assertThat(run.status()).isEqualTo(RunStatus.RUNNING);
            assertThat(rig.pool().snapshot().taken()).isOne();
            assertThat(next.status()).isEqualTo(RunStatus.WAITING);

            stage.complete("sent");
            assertThat(run.get()).isEqualTo("sent");
            assertThat(next.get()).isEqualTo("next");
            rig.awaitIdle();
            assertThat(rig.supervisor.task("mail").snapshot().counts().succeeded())
                    .isOne();
        }
    }

    @Test
    void stagesGiveBackTheirThreads() throws Exception {
        try (Rig rig = new Rig(PoolConfig.of(PoolConfig.DEFAULT_POOL, 100)).started()) {
            rig.register(TaskKind.BACKGROUND, "mail", TaskAttributes.NONE, payload -> newStage());
            TaskRun<?> last = rig.supervisor.call("mail", null);
            CompletableFuture<String> first = stages.take();
            for (int i = 1; i < 100; i++) {
                last = rig.supervisor.call("mail", null);
                stages.take();
            }
            assertThat(rig.pool().snapshot().taken()).isEqualTo(100);
            assertThat(rig.pool().snapshot().threads()).isLessThan(10);
            TaskRun<?> waiting = rig.supervisor.call("mail", null);
            assertThat(waiting.status()).isEqualTo(RunStatus.WAITING);
            assertThat(last.status()).isEqualTo(RunStatus.RUNNING);

            first.complete("done");
            stages.take();
            assertThat(waiting.status()).isEqualTo(RunStatus.RUNNING);
        }
    }

    @Test
    void stageThatIsCompleteAlreadyEndsTheRunAtOnce() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskRun<@Nullable Object> run = call(rig, payload -> CompletableFuture.completedFuture("sent"));
            rig.awaitIdle();
            assertThat(run.result()).isEqualTo("sent");
        }
    }

    @Test
    void failureOfTheStageIsThatOfTheRun() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskRun<@Nullable Object> run = call(rig, payload -> newStage().thenApply(text -> text + "!"));
            assertThat(run.toCompletableFuture()).isNotDone();
            stages.take().completeExceptionally(new IllegalStateException("no route"));
            assertThatThrownBy(run::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCause(new IllegalStateException("no route"));
            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
            assertThat(run.exception()).isNotInstanceOf(CompletionException.class);
            rig.awaitIdle();
        }
    }

    @Test
    void failedStageIsRepeatedWithoutASlotInBetween() throws Exception {
        try (Rig rig = new Rig().started()) {
            rig.supervisor.register(Rig.define(
                    TaskKind.BACKGROUND,
                    "mail",
                    TaskAttributes.NONE,
                    payload -> newStage(),
                    (attempt, failure) -> attempt < 2 ? Duration.ofSeconds(10) : null));
            TaskRun<@Nullable Object> run = rig.supervisor.call("mail", null);
            stages.take().completeExceptionally(new IllegalStateException("first"));
            rig.awaitIdle();
            assertThat(run.status()).isEqualTo(RunStatus.RETRYING);

            rig.time.advance(Duration.ofSeconds(10));
            stages.take().complete("second");
            assertThat(run.get()).isEqualTo("second");
            assertThat(run.failures()).singleElement().isInstanceOf(IllegalStateException.class);
            rig.awaitIdle();
        }
    }

    @Test
    void forcedCancelReachesTheStageAndGivesUpItsSlot() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskRun<@Nullable Object> run = call(rig, payload -> newStage());
            CompletableFuture<String> stage = stages.take();

            assertThat(run.cancel(true)).isTrue();

            rig.awaitIdle();
            assertThat(stage).isCancelled();
            assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
            assertThat(run.isStuck()).isFalse();
        }
    }

    @Test
    void plainCancelLeavesTheStageAloneAndGivesUpItsSlot() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskRun<@Nullable Object> run = call(rig, payload -> newStage());
            CompletableFuture<String> stage = stages.take();

            assertThat(run.cancel(false)).isTrue();

            rig.awaitIdle();
            assertThat(stage).isNotDone();
            assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
            assertThat(run.isStuck()).isFalse();
            assertThat(rig.pool().snapshot().taken()).isZero();
            stage.complete("late");
            assertThat(run.result()).isNull();
        }
    }

    @Test
    void stageThatCannotBeAFutureFailsTheRun() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskRun<@Nullable Object> run = call(rig, payload -> new CompletableFuture<String>() {
                @Override
                public CompletableFuture<String> toCompletableFuture() {
                    throw new UnsupportedOperationException("one way only");
                }
            });
            rig.awaitIdle();
            assertThat(run.exception()).hasMessage("one way only");
        }
    }

    @Test
    void stageOfSubmittedWorkIsItsResult() throws Exception {
        try (Rig rig = new Rig().started()) {
            CompletableFuture<String> never = new CompletableFuture<>();
            TaskRun<CompletableFuture<String>> run = rig.supervisor.submit(() -> never, RunOptions.DEFAULTS);
            assertThat(run.get()).isSameAs(never);
        }
    }

    @Test
    void workerTakesTheNextItemWhenTheStageOfTheOneBeforeIsComplete() throws Exception {
        try (Rig rig = Rig.narrow(5).started()) {
            rig.register(TaskKind.QUEUE, "orders", TaskAttributes.NONE, payload -> newStage());
            TaskQueue<String> queue = rig.supervisor.queue("orders");
            queue.put("one");
            queue.put("two");
            CompletableFuture<String> first = stages.take();
            assertThat(queue.size()).isOne();
            assertThat(rig.pool().snapshot().taken()).isOne();

            first.complete("done");
            stages.take().completeExceptionally(new IllegalStateException("broken"));

            rig.awaitIdle();
            assertThat(rig.supervisor.task("orders").snapshot().counts())
                    .satisfies(counts -> assertThat(counts.succeeded()).isOne())
                    .satisfies(counts -> assertThat(counts.failed()).isOne());
            assertThat(busyWorkers(rig)).isZero();
        }
    }

    private static int busyWorkers(Rig rig) {
        return Objects.requireNonNull(rig.supervisor.task("orders").snapshot().queue())
                .busyWorkers();
    }

    @Test
    void stopCancelsStagesThatAreLeft() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskRun<@Nullable Object> run = call(rig, payload -> newStage());
            CompletableFuture<String> stage = stages.take();

            StopReport report = rig.supervisor.stop();

            rig.awaitIdle();
            assertThat(stage).isCancelled();
            assertThat(run.status()).isEqualTo(RunStatus.CANCELLED);
            assertThat(report.interrupted()).isOne();
        }
    }

    @Test
    @Tag("race")
    void forcedCancelIsNeverLostOnAStageThatIsJustReturned() throws Exception {
        Random random = new Random(11);
        try (Rig rig = new Rig(PoolConfig.of(PoolConfig.DEFAULT_POOL, 2)).started()) {
            rig.register(TaskKind.BACKGROUND, "mail", TaskAttributes.NONE, payload -> new CompletableFuture<String>());
            for (int i = 0; i < 20_000; i++) {
                TaskRun<?> run = rig.supervisor.call("mail", null);
                int spins = random.nextInt(300);
                for (int spin = 0; spin < spins && run.status() != RunStatus.RUNNING; spin++) {
                    Thread.onSpinWait();
                }
                run.cancel(true);
                rig.awaitIdle();
            }
            assertThat(rig.pool().snapshot().taken()).isZero();
        }
    }

    @Test
    @Tag("race")
    void slotComesBackOnceHoweverEarlyTheStageCompletes() throws Exception {
        try (Rig rig = new Rig(PoolConfig.of(PoolConfig.DEFAULT_POOL, 2)).started()) {
            rig.register(TaskKind.QUEUE, "orders", TaskAttributes.NONE.with(TaskAttribute.WORKERS, 2), payload -> {
                CompletableFuture<String> stage = newStage();
                return stage;
            });
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            Thread completer = new Thread(() -> {
                for (int i = 0; i < 20_000; i++) {
                    try {
                        stages.take().complete("done");
                    } catch (InterruptedException ex) {
                        throw new IllegalStateException(ex);
                    }
                }
            });
            completer.start();
            for (int i = 0; i < 20_000; i++) {
                queue.put(i);
            }
            completer.join();
            rig.awaitIdle();
            assertThat(rig.supervisor.task("orders").snapshot().counts().succeeded())
                    .isEqualTo(20_000);
            assertThat(rig.pool().snapshot().taken()).isZero();
        }
    }
}
