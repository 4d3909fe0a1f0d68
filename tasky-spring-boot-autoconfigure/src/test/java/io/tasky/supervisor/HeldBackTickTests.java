package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.RunFilter;
import io.tasky.task.RunSnapshot;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskCounts;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import io.tasky.task.WaitingFor;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class HeldBackTickTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final TaskAttributes EVERY_SECOND = TaskAttributes.NONE.with(TaskAttribute.FIXED_RATE, SECOND);

    @Test
    void tickThatFindsItsLineFullHoldsBackUntilThereIsRoom() throws Exception {
        try (Rig narrow = Rig.narrow(0).started()) {
            CountDownLatch blocker = narrow.occupySlot(TaskPriority.NORMAL);
            AtomicInteger runs = new AtomicInteger();
            TaskControl task =
                    narrow.register(TaskKind.PERIODIC, "tick", EVERY_SECOND, payload -> runs.incrementAndGet());
            narrow.advance(Duration.ZERO);
            assertThat(task.snapshot().waitingFor())
                    .isEqualTo(new WaitingFor(WaitingFor.Reason.POOL_FULL, 0, 0, null, "default"));
            narrow.advance(SECOND.multipliedBy(3));
            assertThat(task.snapshot().counts().skipped()).isEqualTo(3);
            assertThat(runs).hasValue(0);

            blocker.countDown();
            narrow.until(() -> runs.get() > 0);
            narrow.awaitIdle();
            narrow.advanceAndAwait(SECOND);
            assertThat(runs).hasValue(2);
            assertThat(task.snapshot().counts().rejected()).isZero();
        }
    }

    @Test
    void runThatIsHeldBackIsListedWithWhyItWaitsAndCanBeCancelled() throws Exception {
        try (Rig narrow = Rig.narrow(0).started()) {
            CountDownLatch blocker = narrow.occupySlot(TaskPriority.NORMAL);
            AtomicInteger runs = new AtomicInteger();
            TaskControl task =
                    narrow.register(TaskKind.PERIODIC, "tick", EVERY_SECOND, payload -> runs.incrementAndGet());
            narrow.advance(Duration.ZERO);

            RunSnapshot waiting = narrow.supervisor
                    .runs(RunFilter.liveOf("tick"), 0, 10)
                    .items()
                    .get(0);
            assertThat(waiting.waitingFor()).isEqualTo(task.snapshot().waitingFor());
            TaskRun<?> run = narrow.supervisor.run(waiting.id()).orElseThrow();
            assertThat(run.cancel(false)).isTrue();
            task.disable();
            blocker.countDown();
            narrow.awaitIdle();
            narrow.until(() -> !((ManagedTask) task).isBusy());
            task.enable();
            narrow.advanceAndAwait(Duration.ZERO);

            assertThat(runs).hasValue(1);
            assertThat(task.snapshot().counts()).isEqualTo(new TaskCounts(0, 0, 1, 0, 1, 0, 0, 0, 0));
        }
    }

    @Test
    void tickThatWasHeldBackIsDroppedAndCountedWhenItsTaskIsDisabled() throws Exception {
        try (Rig narrow = Rig.narrow(0).started()) {
            AtomicInteger runs = new AtomicInteger();
            CountDownLatch blocker = narrow.occupySlot(TaskPriority.NORMAL);
            TaskControl task =
                    narrow.register(TaskKind.PERIODIC, "tick", EVERY_SECOND, payload -> runs.incrementAndGet());
            narrow.advance(Duration.ZERO);
            task.disable();
            blocker.countDown();
            narrow.awaitIdle();
            narrow.until(() -> task.snapshot().counts().skipped() > 0);
            task.enable();
            narrow.advanceAndAwait(Duration.ZERO);
            assertThat(runs).hasValue(1);
            assertThat(task.snapshot().waitingFor())
                    .extracting(WaitingFor::reason)
                    .isEqualTo(WaitingFor.Reason.NOT_DUE);
        }
    }

    @Test
    void triggeredRunThatIsToFollowAHeldBackTickStartsWhereAPauseDropsThat() throws Exception {
        try (Rig narrow = Rig.narrow(0).started()) {
            AtomicInteger runs = new AtomicInteger();
            CountDownLatch blocker = narrow.occupySlot(TaskPriority.NORMAL);
            TaskControl task =
                    narrow.register(TaskKind.PERIODIC, "tick", EVERY_SECOND, payload -> runs.incrementAndGet());
            narrow.advance(Duration.ZERO);
            TaskRun<?> follows = task.trigger();
            assertThat(follows.status()).isEqualTo(RunStatus.WAITING);
            task.pause();
            blocker.countDown();
            assertThat(follows.get()).isEqualTo(1);
            narrow.awaitIdle();
            assertThat(task.snapshot().counts().skipped()).isOne();
            assertThat(task.trigger().get()).isEqualTo(2);
        }
    }
}
