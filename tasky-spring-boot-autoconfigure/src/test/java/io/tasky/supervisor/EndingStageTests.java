package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.EndingStage;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskRun;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Stages that are certain to end, so that their runs keep the slot until then. */
@SuppressWarnings("FutureReturnValueIgnored") // The body of a task returns an object, which may be a stage.
@Timeout(20)
class EndingStageTests {

    private final Certain stage = new Certain();

    /** Notes that it was cancelled, and ends when the test says so. */
    private static final class Certain extends CompletableFuture<String> implements EndingStage<String> {

        private final CountDownLatch cancelled = new CountDownLatch(1);

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            cancelled.countDown();
            return true;
        }
    }

    private TaskRun<@Nullable Object> call(Rig rig, TaskAttributes attributes) throws InterruptedException {
        CountDownLatch called = new CountDownLatch(1);
        rig.register(TaskKind.BACKGROUND, "video", attributes, payload -> {
            called.countDown();
            return stage;
        });
        TaskRun<@Nullable Object> run = rig.supervisor.call("video", null);
        called.await();
        return run;
    }

    private void assertSlotIsKeptUntilTheEnd(Rig rig, TaskRun<?> run, RunStatus status) throws InterruptedException {
        assertThat(run.status()).isEqualTo(status);
        assertThat(run.isStuck()).isTrue();
        assertThat(rig.pool().snapshot().taken()).isOne();
        stage.complete("ended");
        rig.awaitIdle();
        assertThat(run.isStuck()).isFalse();
        assertThat(run.status()).isEqualTo(status);
    }

    @Test
    void cancelledRunKeepsItsSlotUntilTheStageEnds() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskRun<@Nullable Object> run = call(rig, TaskAttributes.NONE);
            run.cancel(true);
            stage.cancelled.await();
            assertSlotIsKeptUntilTheEnd(rig, run, RunStatus.CANCELLED);
        }
    }

    @Test
    void soDoesOneWhoseStageIsLeftAlone() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskRun<@Nullable Object> run = call(rig, TaskAttributes.NONE);
            run.cancel(false);
            assertThat(stage.cancelled.getCount()).isOne();
            assertSlotIsKeptUntilTheEnd(rig, run, RunStatus.CANCELLED);
        }
    }

    @Test
    void soDoesOneThatTookTooLong() throws Exception {
        try (Rig rig = new Rig().started()) {
            TaskRun<@Nullable Object> run =
                    call(rig, TaskAttributes.NONE.with(TaskAttribute.TIMEOUT, Duration.ofSeconds(1)));
            rig.advance(Duration.ofSeconds(1));
            stage.cancelled.await();
            assertSlotIsKeptUntilTheEnd(rig, run, RunStatus.TIMED_OUT);
        }
    }
}
