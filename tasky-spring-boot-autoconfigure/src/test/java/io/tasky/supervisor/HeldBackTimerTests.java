package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.WaitingFor;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Timers that are due while the line of their pool is full. */
@Timeout(20)
class HeldBackTimerTests {

    private static final Duration DELAY = Duration.ofSeconds(10);

    private final BlockingQueue<Instant> fired = new LinkedBlockingQueue<>();

    private TaskControl register(Rig rig) {
        return rig.register(
                TaskKind.TIMER,
                "flush",
                TaskAttributes.NONE.with(TaskAttribute.DELAY, DELAY),
                payload ->
                        fired.add(Objects.requireNonNull(TaskContext.current().scheduledTime())));
    }

    @Test
    void timerThatFindsItsLineFullHoldsBackAndFiresOnceWhenThereIsRoom() throws Exception {
        try (Rig narrow = Rig.narrow(0).started()) {
            CountDownLatch blocker = narrow.occupySlot(TaskPriority.NORMAL);
            TaskControl task = register(narrow);
            Instant due = narrow.time.now().plus(DELAY);
            narrow.advance(DELAY);
            assertThat(task.snapshot().waitingFor())
                    .isEqualTo(new WaitingFor(WaitingFor.Reason.POOL_FULL, 0, 0, null, "default"));
            narrow.advance(DELAY.multipliedBy(3));
            assertThat(fired).isEmpty();

            blocker.countDown();

            assertThat(fired.take()).isEqualTo(due);
            narrow.awaitIdle();
            narrow.advanceAndAwait(Rig.LONG);
            assertThat(fired).isEmpty();
            assertThat(task.snapshot().waitingFor()).isEqualTo(WaitingFor.of(WaitingFor.Reason.NOT_ARMED));
            assertThat(task.snapshot().counts().rejected()).isZero();
            assertThat(task.snapshot().counts().succeeded()).isOne();
        }
    }

    @Test
    void timerThatIsResetWhileItIsHeldBackFiresForBothMoments() throws Exception {
        try (Rig narrow = Rig.narrow(0).started()) {
            CountDownLatch blocker = narrow.occupySlot(TaskPriority.NORMAL);
            register(narrow);
            Instant due = narrow.time.now().plus(DELAY);
            narrow.advance(DELAY);
            narrow.supervisor.timer("flush").reset();
            blocker.countDown();
            assertThat(fired.take()).isEqualTo(due);
            narrow.awaitIdle();
            narrow.advanceAndAwait(DELAY);
            assertThat(fired).containsExactly(due.plus(DELAY));
        }
    }
}
