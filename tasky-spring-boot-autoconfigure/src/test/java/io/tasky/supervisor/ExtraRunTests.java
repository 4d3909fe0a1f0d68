package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskRun;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One more run of a task that a clock starts. */
@Timeout(20)
class ExtraRunTests {

    private static final TaskAttributes EVERY_MINUTE = TaskAttributes.NONE
            .with(TaskAttribute.FIXED_RATE, Duration.ofMinutes(1))
            .with(TaskAttribute.INITIAL_DELAY, Duration.ofMinutes(1));

    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void periodicTaskRunsOnceMoreAndKeepsItsSchedule() throws Exception {
        try (Rig rig = new Rig().started()) {
            rig.register(TaskKind.PERIODIC, "tick", EVERY_MINUTE, payload -> calls.incrementAndGet());
            TaskRun<@Nullable Object> run = rig.supervisor.call("tick", null);
            assertThat(run.get()).isEqualTo(1);
            rig.awaitIdle();
            rig.advanceAndAwait(Duration.ofMinutes(1));
            assertThat(calls).hasValue(2);
            assertThat(rig.supervisor.task("tick").snapshot().counts().succeeded())
                    .isEqualTo(2);
        }
    }

    @Test
    void timerRunsOnceMoreAndStaysArmed() throws Exception {
        try (Rig rig = new Rig().started()) {
            rig.register(
                    TaskKind.TIMER,
                    "bell",
                    TaskAttributes.NONE.with(TaskAttribute.DELAY, Duration.ofSeconds(10)),
                    payload -> calls.incrementAndGet());
            assertThat(rig.supervisor.call("bell", null).get()).isEqualTo(1);
            rig.awaitIdle();
            rig.advanceAndAwait(Duration.ofSeconds(10));
            assertThat(calls).hasValue(2);
        }
    }

    @Test
    void runsDoNotOverlap() throws Exception {
        try (Rig rig = new Rig().started()) {
            CountDownLatch latch = new CountDownLatch(1);
            rig.register(TaskKind.PERIODIC, "tick", EVERY_MINUTE, payload -> {
                latch.await();
                return null;
            });
            TaskRun<@Nullable Object> run = rig.supervisor.call("tick", null);
            assertThatThrownBy(() -> rig.supervisor.call("tick", null))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessage(
                            "A run of task 'tick' waits or goes on, and its runs do not overlap. Wait for its end.");
            rig.advance(Duration.ofMinutes(1));
            assertThat(rig.supervisor.task("tick").snapshot().counts().skipped())
                    .isOne();
            latch.countDown();
            assertThat(run.get()).isNull();
            assertThat(run.status()).isEqualTo(RunStatus.SUCCEEDED);
        }
    }

    @Test
    void supervisorThatHasNotStartedAndDisabledTaskRefuse() {
        try (Rig rig = new Rig()) {
            rig.register(TaskKind.PERIODIC, "tick", EVERY_MINUTE, payload -> calls.incrementAndGet());
            assertThatThrownBy(() -> rig.supervisor.call("tick", null))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessage("The supervisor is CREATED and runs no task now: 'tick'. Start it first.");
            rig.started();
            assertThatThrownBy(() -> rig.supervisor.call("tick", "payload")).isInstanceOf(UnknownNameException.class);
            rig.supervisor.task("tick").disable();
            assertThatThrownBy(() -> rig.supervisor.call("tick", null))
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessageContaining("is DISABLED");
            assertThat(calls).hasValue(0);
        }
    }
}
