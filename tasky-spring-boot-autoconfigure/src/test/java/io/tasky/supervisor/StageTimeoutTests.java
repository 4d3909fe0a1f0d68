package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskCounts;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskRun;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Stages that are not complete in time and are tried once more. */
@SuppressWarnings("FutureReturnValueIgnored") // The body of a task returns an object, which may be a stage.
@Timeout(20)
class StageTimeoutTests {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final BlockingQueue<CompletableFuture<String>> stages = new LinkedBlockingQueue<>();

    private final List<String> events = new CopyOnWriteArrayList<>();

    /** Completes when it is told to, and pays no heed to a cancel. */
    private final class Stubborn extends CompletableFuture<String> {

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            events.add("ignored");
            return false;
        }
    }

    private TaskRun<@Nullable Object> call(Rig rig, Supplier<CompletableFuture<String>> stage) {
        rig.supervisor.register(Rig.define(
                TaskKind.BACKGROUND,
                "mail",
                TaskAttributes.NONE.with(TaskAttribute.TIMEOUT, LIMIT),
                payload -> {
                    events.add("attempt " + TaskContext.current().attempt());
                    CompletableFuture<String> made = stage.get();
                    stages.add(made);
                    return made;
                },
                (attempt, failure) -> failure instanceof TimeoutException ? PAUSE : null));
        return rig.supervisor.call("mail", null);
    }

    private CompletableFuture<String> stageThatTellsOfItsEnd() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        stage.whenComplete((text, failure) -> events.add(stage.isCancelled() ? "cancelled" : "completed"));
        return stage;
    }

    private static void assertSucceededAfterTimeout(Rig rig, TaskRun<?> run) {
        TaskCounts counts = rig.supervisor.task("mail").snapshot().counts();
        assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.attempt()).isEqualTo(2);
        assertThat(run.failures()).singleElement().isInstanceOf(TimeoutException.class);
        assertThat(counts.succeeded()).isOne();
        assertThat(counts.timedOut()).isZero();
        assertThat(rig.pool().snapshot().taken()).isZero();
    }

    @Test
    void nextAttemptStartsAfterTheStageWasCancelled() throws Exception {
        try (Rig rig = Rig.narrow(5).started()) {
            TaskRun<@Nullable Object> run = call(rig, this::stageThatTellsOfItsEnd);
            CompletableFuture<String> first = stages.take();
            rig.advanceAndAwait(LIMIT);
            assertThat(first).isCancelled();
            assertThat(run.status()).isEqualTo(RunStatus.RETRYING);
            assertThat(rig.pool().snapshot().taken()).isZero();

            rig.advance(PAUSE);
            stages.take().complete("sent");

            assertThat(run.get()).isEqualTo("sent");
            rig.awaitIdle();
            assertThat(events).containsExactly("attempt 1", "cancelled", "attempt 2", "completed");
            assertSucceededAfterTimeout(rig, run);
        }
    }

    @Test
    void nextAttemptWaitsForAStageThatCannotBeCancelled() throws Exception {
        try (Rig rig = Rig.narrow(5).started()) {
            TaskRun<@Nullable Object> run = call(rig, Stubborn::new);
            CompletableFuture<String> first = stages.take();
            rig.advance(LIMIT);
            // The thread may still be on its way out of the method.
            rig.until(() -> events.contains("ignored"));
            rig.advance(PAUSE.multipliedBy(60));
            assertThat(run.status()).isEqualTo(RunStatus.RUNNING);
            assertThat(rig.pool().snapshot().taken()).isOne();
            assertThat(stages).isEmpty();

            first.complete("too late");
            rig.awaitIdle();
            assertThat(run.status()).isEqualTo(RunStatus.RETRYING);
            rig.advance(PAUSE);
            stages.take().complete("sent");

            assertThat(run.get()).isEqualTo("sent");
            rig.awaitIdle();
            assertThat(events).containsExactly("attempt 1", "ignored", "attempt 2");
            assertSucceededAfterTimeout(rig, run);
        }
    }
}
