package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tasky.pool.OnFull;
import io.tasky.pool.PoolFullException;
import io.tasky.task.TaskRun;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that wait for room in a full line. */
@Timeout(20)
class FullLineBlockTests extends FullLineFixture {

    @Test
    void blockedSubmitterGetsTheNextPlace() throws Exception {
        fill(OnFull.BLOCK);
        FutureTask<TaskRun<?>> call = new FutureTask<>(() -> rig.supervisor.call("mail", "late"));
        new Thread(call).start();
        rig.time.awaitWaiters(1);
        assertThat(rig.pool().snapshot().blocked()).isOne();

        release();

        assertThat(call.get().get()).isEqualTo("late");
        assertThat(ran).containsExactly("waiting", "late");
        assertThat(rig.pool().snapshot().blocked()).isZero();
        assertThat(counts().rejected()).isZero();
    }

    @Test
    void blockedSubmitterGivesUpWhenItsTimeIsUp() throws Exception {
        fill(OnFull.BLOCK);
        FutureTask<TaskRun<?>> call = new FutureTask<>(() -> rig.supervisor.call("mail", "late"));
        new Thread(call).start();
        rig.time.awaitWaiters(1);

        rig.advance(PATIENCE);

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(call::get)
                .withCauseInstanceOf(PoolFullException.class);
        assertThat(events).containsExactly("rejected mail");
        assertThat(counts().waiting()).isOne();
        assertThat(rig.pool().snapshot().blocked()).isZero();
    }

    @Test
    void interruptedSubmitterWithdrawsItsRun() throws Exception {
        fill(OnFull.BLOCK);
        boolean[] flag = new boolean[1];
        FutureTask<TaskRun<?>> call = new FutureTask<>(() -> {
            try {
                return rig.supervisor.call("mail", "late");
            } finally {
                flag[0] = Thread.currentThread().isInterrupted();
            }
        });
        Thread thread = new Thread(call, "caller");
        thread.start();
        rig.time.awaitWaiters(1);

        thread.interrupt();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(call::get)
                .havingCause()
                .isInstanceOf(RejectedExecutionException.class)
                .withMessageStartingWith(
                        "Thread 'caller' was interrupted while it waited for room in pool 'default'; run ")
                .withMessageEndingWith(" of 'mail' was withdrawn.")
                .withCauseInstanceOf(InterruptedException.class);
        assertThat(flag[0]).isTrue();
        assertThat(counts().waiting()).isOne();
        assertThat(counts().rejected()).isZero();
    }
}
