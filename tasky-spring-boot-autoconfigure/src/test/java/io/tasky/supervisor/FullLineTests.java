package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tasky.pool.OnFull;
import io.tasky.pool.PoolFullException;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskCounts;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskPriority;
import io.tasky.task.TaskRun;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of calls that find their line full. */
@Timeout(20)
class FullLineTests extends FullLineFixture {

    @Test
    void abortThrowsAndCounts() throws Exception {
        fill(OnFull.ABORT);

        assertThatExceptionOfType(PoolFullException.class)
                .isThrownBy(() -> call("late"))
                .withMessage(FULL);

        assertThat(events).containsExactly("rejected mail");
        assertThat(counts().rejected()).isOne();
        assertThat(counts().waiting()).isOne();
    }

    @Test
    void discardReturnsTheRejectedRun() throws Exception {
        fill(OnFull.DISCARD);

        assertRejected(rig.supervisor.call("mail", "late"));

        release();
        assertThat(ran).containsExactly("waiting");
    }

    @Test
    void discardOldestLetsTheNewOneWait() throws Exception {
        fill(OnFull.DISCARD_OLDEST);
        TaskRun<?> waiting = latest();

        TaskRun<?> late = rig.supervisor.call("mail", "late");

        assertRejected(waiting);
        assertThat(late.status()).isEqualTo(RunStatus.WAITING);
        release();
        assertThat(ran).containsExactly("late");
    }

    @Test
    void ticksAreNotDiscardedForACall() throws Exception {
        rig.register(
                TaskKind.PERIODIC,
                "tick",
                TaskAttributes.NONE.with(TaskAttribute.FIXED_RATE, Duration.ofSeconds(1)),
                payload -> ran.add("tick"));
        rig.pool().resize(config().withOnFull(OnFull.DISCARD_OLDEST, Duration.ZERO));
        rig.register(TaskKind.BACKGROUND, "mail", TaskAttributes.NONE, payload -> null);
        blocker = rig.occupySlot(TaskPriority.NORMAL);
        rig.advance(Duration.ZERO);

        assertThatExceptionOfType(PoolFullException.class).isThrownBy(() -> call("late"));

        release();
        assertThat(ran).containsExactly("tick");
        assertThat(counts().rejected()).isOne();
    }

    @Test
    void fuseAlwaysAborts() throws Exception {
        fill(OnFull.DISCARD);
        CountDownLatch critical = rig.occupySlot(TaskPriority.CRITICAL);

        assertThatExceptionOfType(PoolFullException.class).isThrownBy(() -> submit(TaskPriority.CRITICAL));

        critical.countDown();
    }

    @Test
    void runThatIsCancelledAsItIsDiscardedHasOneOutcome() throws Exception {
        fill(OnFull.DISCARD_OLDEST);
        for (int i = 0; i < 200; i++) {
            TaskRun<?> oldest = rig.supervisor.call("mail", "oldest " + i);
            Thread canceller = new Thread(() -> oldest.cancel(false));
            canceller.start();
            call("next " + i);
            canceller.join();
            assertThat(oldest.status()).isIn(RunStatus.REJECTED, RunStatus.CANCELLED);
            if (oldest.status() == RunStatus.CANCELLED) {
                assertThatExceptionOfType(CancellationException.class).isThrownBy(oldest::get);
            }
        }
        TaskCounts counts = counts();
        assertThat(counts.waiting()).isOne();
        assertThat(counts.rejected() + counts.cancelled()).isEqualTo(400);
    }
}
