package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tasky.task.RetryPolicy;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskQueue;
import io.tasky.task.TaskRun;
import io.tasky.task.WaitingFor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many runs of a task go on at the same time, and how often they start. */
@Timeout(30)
class LimitTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final AtomicInteger calls = new AtomicInteger();

    private static List<TaskRun<?>> call(Rig rig, String task, int times) {
        List<TaskRun<?>> runs = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            runs.add(rig.supervisor.call(task, i));
        }
        return runs;
    }

    private static long count(List<TaskRun<?>> runs, RunStatus status) {
        return runs.stream().filter(run -> run.status() == status).count();
    }

    /** A task whose runs go on for as long as the test lets them, without a thread. */
    private static final class Staged {

        final List<CompletableFuture<String>> stages = new CopyOnWriteArrayList<>();

        final Semaphore begun = new Semaphore(0);

        /** What a method returns: whoever calls it here does nothing with it. */
        Object begin() {
            CompletableFuture<String> stage = new CompletableFuture<>();
            stages.add(stage);
            begun.release();
            Object result = stage;
            return result;
        }

        void end(int index) {
            stages.get(index).complete("done");
        }
    }

    @Test
    void noMoreRunsGoOnThanMayAtTheSameTime() throws Exception {
        Staged staged = new Staged();
        try (Rig rig = new Rig().started()) {
            TaskControl task = rig.supervisor.register(
                    TaskDefinition.background("mail").maxConcurrent(2).body(payload -> staged.begin()));
            List<TaskRun<?>> runs = call(rig, "mail", 5);
            staged.begun.acquire(2);
            assertThat(count(runs, RunStatus.WAITING)).isEqualTo(3);
            assertThat(rig.pool().snapshot().taken()).isEqualTo(2);
            WaitingFor reason = Objects.requireNonNull(task.snapshot().waitingFor());
            assertThat(reason.text()).isEqualTo("maxConcurrent 2 of 2");
            assertThat(rig.supervisor.runs(0, 10).items().get(4).waitingFor()).isEqualTo(reason);

            staged.end(0);
            staged.begun.acquire();
            assertThat(staged.stages).hasSize(3);
            assertThat(count(runs, RunStatus.WAITING)).isEqualTo(2);
            for (int i = 1; i < 5; i++) {
                if (i > 2) {
                    staged.begun.acquire();
                }
                staged.end(i);
            }
            for (TaskRun<?> run : runs) {
                run.get();
            }
            rig.awaitIdle();
            assertThat(task.snapshot().waitingFor()).isEqualTo(WaitingFor.of(WaitingFor.Reason.NOT_CALLED));
        }
    }

    @Test
    void criticalRunsKeepTheirLimits() throws Exception {
        Staged staged = new Staged();
        try (Rig rig = new Rig().started()) {
            rig.supervisor.register(TaskDefinition.background("alarm")
                    .priority(TaskPriority.CRITICAL)
                    .maxConcurrent(1)
                    .body(payload -> staged.begin()));
            List<TaskRun<?>> runs = call(rig, "alarm", 2);
            staged.begun.acquire();
            assertThat(count(runs, RunStatus.WAITING)).isOne();
            staged.end(0);
            staged.begun.acquire();
            staged.end(1);
            runs.get(1).get();
        }
    }

    @Test
    void runThatWaitsForItsRetryLeavesItsPlaceToOthersAndAsksForOneAgain() throws Exception {
        Staged staged = new Staged();
        try (Rig rig = new Rig().started()) {
            rig.supervisor.register(TaskDefinition.background("mail")
                    .maxConcurrent(1)
                    .retry(RetryPolicy.fixed(1, SECOND))
                    .body(payload -> staged.begin()));
            List<TaskRun<?>> runs = call(rig, "mail", 2);
            staged.begun.acquire();
            staged.stages.get(0).completeExceptionally(new IllegalStateException("first"));
            staged.begun.acquire();
            assertThat(runs.get(0).status()).isEqualTo(RunStatus.RETRYING);
            assertThat(runs.get(1).status()).isEqualTo(RunStatus.RUNNING);
            rig.advance(SECOND);
            assertThat(runs.get(0).status()).isEqualTo(RunStatus.RETRYING);
            staged.end(1);
            staged.begun.acquire();
            assertThat(runs.get(0).status()).isEqualTo(RunStatus.RUNNING);
            staged.end(2);
            assertThat(runs.get(0).get()).isEqualTo("done");
        }
    }

    @Test
    void cancelledRunKeepsItsPlaceUntilItsCodeHasEnded() throws Exception {
        Semaphore running = new Semaphore(0);
        Semaphore end = new Semaphore(0);
        try (Rig rig = new Rig().started()) {
            rig.supervisor.register(
                    TaskDefinition.background("mail").maxConcurrent(1).body(payload -> {
                        running.release();
                        end.acquireUninterruptibly();
                        return null;
                    }));
            List<TaskRun<?>> runs = call(rig, "mail", 2);
            running.acquire();
            runs.get(0).cancel(true);
            assertThat(runs.get(1).status()).isEqualTo(RunStatus.WAITING);
            end.release(2);
            running.acquire();
            runs.get(1).get();
        }
    }

    @Test
    void noMoreRunsStartInASpanThanTheRateAllows() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskControl task = rig.supervisor.register(
                    TaskDefinition.background("mail").rateLimit(2, SECOND).call(calls::incrementAndGet));
            List<TaskRun<?>> runs = call(rig, "mail", 5);
            rig.awaitIdle();
            assertThat(calls).hasValue(2);
            WaitingFor reason = Objects.requireNonNull(task.snapshot().waitingFor());
            assertThat(reason.text())
                    .isEqualTo("rate limit until " + rig.time.now().plus(SECOND));

            rig.advanceAndAwait(Duration.ofMillis(999));
            assertThat(calls).hasValue(2);
            rig.advanceAndAwait(Duration.ofMillis(1));
            assertThat(calls).hasValue(4);
            rig.advanceAndAwait(SECOND);
            assertThat(calls).hasValue(5);
            assertThat(count(runs, RunStatus.SUCCEEDED)).isEqualTo(5);
        }
    }

    /** Whoever waits for a slot has not started: what counts is the start. */
    @Test
    void rateHoldsForStartsAlsoWhereThePoolIsFull() throws Exception {
        try (Rig rig = Rig.narrow(10).started()) {
            rig.supervisor.register(
                    TaskDefinition.background("mail").rateLimit(2, SECOND).call(calls::incrementAndGet));
            var blocker = rig.occupySlot(TaskPriority.NORMAL);
            call(rig, "mail", 6);
            rig.advance(Duration.ofSeconds(10));
            assertThat(calls).hasValue(0);
            blocker.countDown();
            rig.awaitIdle();
            assertThat(calls).hasValue(2);
            rig.advanceAndAwait(SECOND);
            assertThat(calls).hasValue(4);
        }
    }

    @Test
    void retriesTakeFromTheRate() throws Exception {
        try (Rig rig = new Rig().started()) {
            rig.supervisor.register(TaskDefinition.background("mail")
                    .rateLimit(1, Duration.ofSeconds(10))
                    .retry(RetryPolicy.fixed(1, SECOND))
                    .call(() -> {
                        throw new IllegalStateException("call " + calls.incrementAndGet());
                    }));
            TaskRun<?> run = rig.supervisor.call("mail", null);
            assertThat(run.toCompletableFuture()).isNotDone();
            rig.awaitIdle();
            rig.advanceAndAwait(Duration.ofSeconds(9));
            assertThat(calls).hasValue(1);
            rig.advanceAndAwait(SECOND);
            assertThat(calls).hasValue(2);
            assertThat(run.status()).isEqualTo(RunStatus.FAILED);
        }
    }

    @Test
    void ticksWaitForTheRate() throws Exception {
        try (Rig rig = new Rig().started()) {
            rig.supervisor.register(TaskDefinition.periodic("tick")
                    .fixedRate(SECOND)
                    .rateLimit(1, Duration.ofSeconds(3))
                    .run(calls::incrementAndGet));
            rig.advanceAndAwait(Duration.ZERO);
            for (int i = 0; i < 9; i++) {
                rig.advanceAndAwait(SECOND);
            }
            assertThat(calls).hasValue(4);
            assertThat(rig.supervisor.task("tick").snapshot().counts().skipped())
                    .isGreaterThan(3);
        }
    }

    @Test
    void queueKeepsItemsThatMayNotStartYet() throws Exception {
        try (Rig rig = new Rig().started()) {
            List<Object> seen = new CopyOnWriteArrayList<>();
            TaskControl task = rig.supervisor.register(TaskDefinition.queue("orders")
                    .workers(4)
                    .rateLimit(2, SECOND)
                    .<String>forEach(seen::add));
            TaskQueue<String> queue = rig.supervisor.queue("orders");
            queue.putAll(List.of("a", "b", "c", "d", "e"));
            rig.awaitIdle();
            assertThat(seen).hasSize(2);
            assertThat(queue.size()).isEqualTo(3);
            assertThat(Objects.requireNonNull(task.snapshot().waitingFor()).text())
                    .isEqualTo("rate limit until " + rig.time.now().plus(SECOND));
            rig.advanceAndAwait(SECOND);
            assertThat(seen).hasSize(4);
            rig.advanceAndAwait(SECOND);
            assertThat(seen).containsExactlyInAnyOrder("a", "b", "c", "d", "e");
        }
    }

    @Test
    void fewerWorkersHandleItemsThanTheLimitAllows() throws Exception {
        Staged staged = new Staged();
        try (Rig rig = new Rig().started()) {
            rig.supervisor.register(
                    TaskDefinition.queue("orders").workers(4).maxConcurrent(2).body(item -> staged.begin()));
            TaskQueue<String> queue = rig.supervisor.queue("orders");
            queue.putAll(List.of("a", "b", "c"));
            staged.begun.acquire(2);
            assertThat(queue.size()).isOne();
            staged.end(0);
            staged.begun.acquire();
            assertThat(queue.size()).isZero();
            staged.end(1);
            staged.end(2);
            rig.awaitIdle();
            assertThat(rig.supervisor.task("orders").snapshot().counts().succeeded())
                    .isEqualTo(3);
        }
    }

    @Test
    void stopWorksOffWhatWaitsForALimit() throws Exception {
        Staged staged = new Staged();
        try (Rig rig = new Rig(
                        builder -> builder.shutdown(new ShutdownPolicy(Duration.ofDays(1), Duration.ofSeconds(5))))
                .started()) {
            rig.supervisor.register(
                    TaskDefinition.background("mail").maxConcurrent(1).body(payload -> staged.begin()));
            List<TaskRun<?>> runs = call(rig, "mail", 3);
            Stopping stopping = new Stopping(rig);
            for (int i = 0; i < 3; i++) {
                staged.begun.acquire();
                staged.end(i);
            }
            assertThat(stopping.report().left()).isEmpty();
            assertThat(count(runs, RunStatus.SUCCEEDED)).isEqualTo(3);
        }
    }

    @Test
    void stopCancelsWhatWaitsForALimitWhenItsTimeIsOver() throws Exception {
        Staged staged = new Staged();
        try (Rig rig = new Rig().started()) {
            rig.supervisor.register(
                    TaskDefinition.background("mail").maxConcurrent(1).body(payload -> staged.begin()));
            List<TaskRun<?>> runs = call(rig, "mail", 3);
            staged.begun.acquire();
            StopReport report = rig.supervisor.stop();
            // Its stage may have reached the engine after the stop only, which then cancels it.
            assertThat(catchThrowable(() -> runs.get(0).get())).isInstanceOf(CancellationException.class);
            assertThat(count(runs, RunStatus.CANCELLED)).isEqualTo(3);
            // The two that waited, and the one that began if the stop did not see it end.
            assertThat(report.left().get("mail")).isBetween(2, 3);
            assertThat(rig.supervisor.task("mail").snapshot().counts().waiting())
                    .isZero();
        }
    }

    @Test
    void limitsAreChecked() {
        assertThat(catchThrowable(
                        () -> TaskDefinition.background("mail").maxConcurrent(0).run(() -> {})))
                .hasMessage(
                        "Task 'mail' (the definition of 'mail') has a maxConcurrent of 0, and it must be at least 1.");
        assertThat(catchThrowable(() -> TaskDefinition.background("mail").rateLimit(0, SECOND)))
                .hasMessage("a rate limit must allow at least 1 start and at most 1000000, was 0");
        assertThat(catchThrowable(() -> TaskDefinition.background("mail").rateLimit(1, Duration.ZERO)))
                .hasMessage("the period of a rate limit must be more than zero, was PT0S");
    }

    @Test
    void oneMoreStartsInEachPeriodHoweverLongThoseBeforeGoOn() throws Exception {
        Staged staged = new Staged();
        try (Rig rig = new Rig().started()) {
            rig.supervisor.register(
                    TaskDefinition.background("mail").rateLimit(1, SECOND).body(payload -> staged.begin()));
            call(rig, "mail", 4);
            staged.begun.acquire();
            for (int i = 1; i < 4; i++) {
                rig.advance(SECOND);
                staged.begun.acquire();
            }
            assertThat(staged.stages).hasSize(4);
        }
    }

    @Test
    void oneMoreItemIsBegunInEachPeriodHoweverLongThoseBeforeGoOn() throws Exception {
        Staged staged = new Staged();
        try (Rig rig = new Rig().started()) {
            rig.supervisor.register(TaskDefinition.queue("orders")
                    .workers(4)
                    .rateLimit(1, SECOND)
                    .body(item -> staged.begin()));
            TaskQueue<Integer> queue = rig.supervisor.queue("orders");
            for (int i = 0; i < 4; i++) {
                queue.put(i);
            }
            staged.begun.acquire();
            for (int i = 1; i < 4; i++) {
                rig.advance(SECOND);
                staged.begun.acquire();
            }
            assertThat(staged.stages).hasSize(4);
        }
    }
}
