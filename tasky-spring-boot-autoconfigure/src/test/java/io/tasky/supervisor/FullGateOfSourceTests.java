package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.pool.PoolConfig;
import io.tasky.task.OverlapPolicy;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskControl;
import io.tasky.task.TaskDefinition;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskTimer;
import io.tasky.task.TimerFiring;
import io.tasky.task.WaitingFor;
import io.tasky.task.WaitingFor.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the clock starts while its task may not, no more may wait for that, and the pool has room. */
@Timeout(20)
class FullGateOfSourceTests {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final AtomicInteger calls = new AtomicInteger();

    private final Semaphore begun = new Semaphore(0);

    private final List<CompletableFuture<@Nullable Void>> stages = new CopyOnWriteArrayList<>();

    /** Four slots, and that many places in each line. */
    private static Rig rig(int maxWaiting) {
        return new Rig(PoolConfig.of(PoolConfig.DEFAULT_POOL, 4).withLimits(maxWaiting, 10)).started();
    }

    private Object begin() {
        CompletableFuture<@Nullable Void> stage = new CompletableFuture<>();
        stages.add(stage);
        begun.release();
        Object result = stage;
        return result;
    }

    private static Reason reason(TaskControl task) {
        return Objects.requireNonNull(task.snapshot().waitingFor()).reason();
    }

    @Test
    void tickHoldsBackUntilTheRateAllowsIt() throws Exception {
        try (Rig rig = rig(0)) {
            TaskControl task = rig.supervisor.register(TaskDefinition.periodic("tick")
                    .fixedRate(SECOND)
                    .rateLimit(1, Duration.ofSeconds(3))
                    .run(calls::incrementAndGet));
            rig.advanceAndAwait(Duration.ZERO);
            rig.advanceAndAwait(SECOND);
            assertThat(calls).hasValue(1);
            assertThat(reason(task)).isEqualTo(Reason.RATE_LIMIT);
            rig.advanceAndAwait(SECOND);
            assertThat(calls).hasValue(1);
            rig.advanceAndAwait(SECOND);
            assertThat(calls).hasValue(2);
        }
    }

    @Test
    void overlappingTickHoldsBackUntilTheRunBeforeHasEnded() throws Exception {
        try (Rig rig = rig(0)) {
            TaskControl task = rig.supervisor.register(TaskDefinition.periodic("tick")
                    .fixedRate(SECOND)
                    .with(TaskAttribute.OVERLAP, OverlapPolicy.ALLOW)
                    .maxConcurrent(1)
                    .body(payload -> begin()));
            rig.advance(Duration.ZERO);
            begun.acquire();
            rig.advance(SECOND);
            assertThat(stages).hasSize(1);
            assertThat(reason(task)).isEqualTo(Reason.MAX_CONCURRENT);
            stages.get(0).complete(null);
            begun.acquire();
            stages.get(1).complete(null);
            rig.awaitIdle();
            assertThat(task.snapshot().counts().succeeded()).isEqualTo(2);
        }
    }

    @Test
    void timerHoldsBackUntilTheRateAllowsIt() throws Exception {
        try (Rig rig = rig(0)) {
            rig.supervisor.register(TaskDefinition.timer("bell")
                    .delay(SECOND)
                    .rateLimit(1, Duration.ofSeconds(3))
                    .run(calls::incrementAndGet));
            rig.advanceAndAwait(SECOND);
            rig.supervisor.timer("bell").reset();
            rig.advanceAndAwait(SECOND);
            assertThat(calls).hasValue(1);
            rig.advanceAndAwait(SECOND.multipliedBy(2));
            assertThat(calls).hasValue(2);
            rig.advanceAndAwait(Rig.LONG);
            assertThat(calls).hasValue(2);
        }
    }

    @Test
    void tickThatIsHeldBackIsCountedWhenItsTaskIsPaused() throws Exception {
        try (Rig rig = rig(0)) {
            TaskControl task = rig.supervisor.register(TaskDefinition.periodic("tick")
                    .fixedRate(SECOND)
                    .rateLimit(1, Duration.ofSeconds(30))
                    .run(calls::incrementAndGet));
            rig.advanceAndAwait(Duration.ZERO);
            rig.advanceAndAwait(SECOND);
            task.pause();
            assertThat(reason(task)).isEqualTo(Reason.PAUSED);
            assertThat(task.snapshot().counts().skipped()).isOne();
            assertThat(task.snapshot().counts().waiting()).isZero();
            rig.advanceAndAwait(Duration.ofMinutes(1));
            task.resume();
            rig.advanceAndAwait(SECOND);
            assertThat(calls).hasValue(2);
        }
    }

    /** The stop does not wait for the rate to allow the run. */
    @Test
    void tickThatIsHeldBackIsDroppedByAStop() throws Exception {
        try (Rig rig = new Rig(builder -> builder.shutdown(ShutdownPolicy.DEFAULT)
                        .pool(PoolConfig.of(PoolConfig.DEFAULT_POOL, 4).withLimits(0, 10)))
                .started()) {
            TaskControl task = rig.supervisor.register(TaskDefinition.periodic("tick")
                    .fixedRate(SECOND)
                    .rateLimit(1, Rig.LONG)
                    .run(calls::incrementAndGet));
            rig.advanceAndAwait(Duration.ZERO);
            rig.advanceAndAwait(SECOND);
            assertThat(rig.supervisor.stop().took()).isZero();
            assertThat(task.snapshot().counts().skipped()).isOne();
            assertThat(task.snapshot().counts().waiting()).isZero();
            assertThat(calls).hasValue(1);
        }
    }

    @Test
    void keysThatFindTheGateFullFireOneAfterTheOther() throws Exception {
        try (Rig rig = rig(2)) {
            List<Object> fired = new CopyOnWriteArrayList<>();
            TaskControl task = rig.register(
                    TaskKind.TIMER,
                    "session",
                    TaskAttributes.NONE
                            .with(TaskAttribute.DELAY, SECOND)
                            .with(TaskAttribute.KEYED, true)
                            .with(TaskAttribute.MAX_CONCURRENT, 1),
                    payload -> {
                        fired.add(((TimerFiring) Objects.requireNonNull(payload)).key());
                        return begin();
                    });
            TaskTimer<Integer> timers = rig.supervisor.timer("session");
            for (int key = 0; key < 10; key++) {
                timers.reset(key);
            }
            rig.advance(SECOND);
            begun.acquire();
            assertThat(task.snapshot().counts().waiting()).isEqualTo(3);
            assertThat(timers.pending()).isEqualTo(6);
            assertThat(reason(task)).isEqualTo(Reason.MAX_CONCURRENT);
            for (int ended = 0; ended < 10; ended++) {
                stages.get(ended).complete(null);
                if (ended < 9) {
                    begun.acquire();
                }
            }
            rig.awaitIdle();
            assertThat(fired).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
            assertThat(timers.pending()).isZero();
            assertThat(task.snapshot().waitingFor()).isEqualTo(WaitingFor.of(Reason.NOT_ARMED));
        }
    }
}
