package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.pool.PoolConfig;
import io.tasky.task.OverlapPolicy;
import io.tasky.task.RunStatus;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskContext;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskRun;
import io.tasky.testing.Spin;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What ticks do that come while a run goes on. */
@Timeout(20)
class OverlapTests {

    private static final Duration SECOND = PeriodicRig.SECOND;

    private static TaskAttributes everySecond(OverlapPolicy overlap) {
        return TaskAttributes.of(TaskAttribute.FIXED_RATE, SECOND).with(TaskAttribute.OVERLAP, overlap);
    }

    @Test
    void oneRunFollowsForTheFirstTickThatWasHeldUpAndTheOthersAreSkipped() throws Exception {
        try (PeriodicRig rig = new PeriodicRig()) {
            rig.registerHeld(everySecond(OverlapPolicy.QUEUE_ONE));
            rig.pass(Duration.ZERO);
            rig.awaitBegun(1);
            rig.pass(SECOND);
            rig.pass(SECOND);
            rig.pass(SECOND);
            assertThat(rig.counts().running()).isOne();
            assertThat(rig.counts().skipped()).isEqualTo(2);

            rig.letEnd(2);
            rig.settle();
            assertThat(rig.ticks).containsExactly(0L, 1000L);
            rig.letEnd(1);
            rig.advance(SECOND);
            assertThat(rig.ticks).containsExactly(0L, 1000L, 4000L);
            assertThat(rig.counts().skipped()).isEqualTo(2);
        }
    }

    @Test
    void followUpThatIsDueTogetherWithATickGoesFirstAndTheTickFollowsIt() throws Exception {
        try (PeriodicRig rig = new PeriodicRig()) {
            rig.registerHeld(everySecond(OverlapPolicy.QUEUE_ONE));
            rig.pass(Duration.ZERO);
            rig.awaitBegun(1);
            rig.pass(SECOND);
            rig.letEnd(1);
            rig.supervisor().pool(PoolConfig.DEFAULT_POOL).awaitIdle(Rig.LONG);
            rig.time.sleep(SECOND);
            rig.letEnd(2);
            rig.settle();
            assertThat(rig.ticks).containsExactly(0L, 1000L, 2000L);
            assertThat(rig.counts().skipped()).isZero();
        }
    }

    @Test
    void runsMayOverlap() throws Exception {
        try (PeriodicRig rig = new PeriodicRig()) {
            rig.registerHeld(everySecond(OverlapPolicy.ALLOW));
            rig.pass(Duration.ZERO);
            rig.pass(SECOND);
            rig.pass(SECOND);
            rig.awaitBegun(3);
            assertThat(rig.counts().running()).isEqualTo(3);
            assertThat(rig.ticks).containsExactlyInAnyOrder(0L, 1000L, 2000L);

            rig.letEnd(4);
            rig.advance(SECOND);
            assertThat(rig.counts().succeeded()).isEqualTo(4);
            assertThat(rig.counts().skipped()).isZero();
        }
    }

    @Test
    void overlappingRunsKeepAStopWaitingUntilTheLastHasEnded() throws Exception {
        try (PeriodicRig rig = new PeriodicRig()) {
            ClockedTask task = (ClockedTask) rig.registerHeld(everySecond(OverlapPolicy.ALLOW));
            rig.pass(SECOND);
            rig.awaitBegun(2);
            rig.supervisor().quiet();
            rig.letEnd(1);
            Spin.until(() -> rig.counts().succeeded() > 0, () -> Sight.of(rig.supervisor()));
            assertThat(task.isBusy()).isTrue();
            rig.letEnd(1);
            rig.settle();
            assertThat(task.isBusy()).isFalse();
        }
    }

    @Test
    void overlappingTickThatFindsItsLineFullHoldsBackAndFurtherOnesAreSkipped() throws Exception {
        PoolConfig narrow = PoolConfig.of(PoolConfig.DEFAULT_POOL, 1).withLimits(0, 10);
        try (PeriodicRig rig = new PeriodicRig(narrow)) {
            rig.registerHeld(everySecond(OverlapPolicy.ALLOW));
            rig.pass(Duration.ZERO);
            rig.awaitBegun(1);
            rig.pass(SECOND);
            rig.pass(SECOND);
            rig.pass(SECOND);
            assertThat(rig.counts().skipped()).isEqualTo(2);

            rig.letEnd(2);
            rig.awaitBegun(1);
            rig.settle();
            assertThat(rig.ticks).containsExactly(0L, 1000L);
            assertThat(rig.counts().rejected()).isZero();
        }
    }

    @Test
    void runThatWaitsForItsRetryStillGoesOn() throws Exception {
        List<String> attempts = new CopyOnWriteArrayList<>();
        try (Rig rig = new Rig().started()) {
            rig.supervisor.register(Rig.define(
                    TaskKind.PERIODIC,
                    "tick",
                    TaskAttributes.of(TaskAttribute.FIXED_RATE, SECOND),
                    payload -> {
                        TaskContext context = TaskContext.current();
                        attempts.add(context.scheduledTime() + " " + context.attempt());
                        if (attempts.size() == 1) {
                            throw new IllegalStateException("not yet");
                        }
                        return null;
                    },
                    (attempt, failure) -> Duration.ofMillis(2500)));
            String start = rig.time.now().toString();
            for (int i = 0; i <= 8; i++) {
                rig.advanceAndAwait(i == 0 ? Duration.ZERO : SECOND.dividedBy(2));
            }
            assertThat(attempts)
                    .containsExactly(
                            start + " 1", start + " 2", rig.time.now().minus(SECOND) + " 1", rig.time.now() + " 1");
            assertThat(rig.supervisor.task("tick").snapshot().counts().skipped())
                    .isEqualTo(2);
        }
    }

    @Test
    void triggeredRunFollowsTheNextThatEndsAlthoughOthersGoOn() throws Exception {
        try (PeriodicRig rig = new PeriodicRig()) {
            TaskControl task = rig.registerHeld(everySecond(OverlapPolicy.ALLOW));
            rig.pass(Duration.ZERO);
            rig.awaitBegun(1);
            TaskRun<?> triggered = task.trigger();
            rig.pass(SECOND);
            rig.awaitBegun(1);
            assertThat(triggered.status()).isEqualTo(RunStatus.WAITING);

            rig.letEnd(1);
            rig.awaitBegun(1);
            assertThat(triggered.status()).isEqualTo(RunStatus.RUNNING);
            rig.letEnd(2);
            rig.settle();
            assertThat(rig.counts().succeeded()).isEqualTo(3);
            assertThat(((ClockedTask) task).isBusy()).isFalse();
        }
    }
}
