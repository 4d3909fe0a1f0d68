package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskTimer;
import io.tasky.testing.Rounds;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SourceSwitchTests {

    private static final TaskAttributes EVERY_SECOND =
            TaskAttributes.NONE.with(TaskAttribute.FIXED_RATE, Duration.ofSeconds(1));

    @Test
    @Tag("race")
    void quietThatMeetsResumeLeavesNoSourceOpen() throws Exception {
        try (Rig rig = new Rig().started()) {
            AtomicInteger ticks = new AtomicInteger();
            for (int i = 0; i < 20; i++) {
                rig.register(TaskKind.PERIODIC, "tick" + i, EVERY_SECOND, payload -> ticks.incrementAndGet());
            }
            for (int round = 0; round < Rounds.of(2000); round++) {
                CyclicBarrier barrier = new CyclicBarrier(2);
                CompletableFuture<Void> other = CompletableFuture.runAsync(() -> {
                    await(barrier);
                    rig.supervisor.resume();
                });
                await(barrier);
                rig.supervisor.quiet();
                other.get();
                boolean quiet = rig.supervisor.state() == SupervisorState.QUIET;
                ticks.set(0);
                rig.advanceAndAwait(Duration.ofSeconds(1));
                assertThat(ticks.get() > 0)
                        .as("round %d quiet %s ticks %s", round, quiet, ticks)
                        .isEqualTo(!quiet);
                rig.supervisor.resume();
            }
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception ex) {
            throw new IllegalStateException(ex);
        }
    }

    @Test
    void resetThatComesWhileFiringWaitsForTheEarlierRunFiresInItsOwnTime() throws Exception {
        try (Rig rig = new Rig().started()) {
            AtomicInteger runs = new AtomicInteger();
            CompletableFuture<String> end = new CompletableFuture<>();
            rig.register(
                    TaskKind.TIMER,
                    "flush",
                    TaskAttributes.NONE.with(TaskAttribute.DELAY, Duration.ofSeconds(10)),
                    payload -> runs.incrementAndGet() == 1 ? end.join() : null);
            TaskTimer<Void> timer = rig.supervisor.timer("flush");
            rig.advance(Duration.ofSeconds(10));
            timer.reset();
            rig.advance(Duration.ofSeconds(10));
            timer.reset();
            rig.advance(Duration.ofSeconds(3));
            end.complete("first");
            rig.awaitIdle();
            rig.advanceAndAwait(Duration.ZERO);
            assertThat(runs).hasValue(2);

            rig.advanceAndAwait(Duration.ofSeconds(6));
            assertThat(runs).hasValue(2);
            rig.advanceAndAwait(Duration.ofSeconds(1));
            assertThat(runs).hasValue(3);
        }
    }
}
