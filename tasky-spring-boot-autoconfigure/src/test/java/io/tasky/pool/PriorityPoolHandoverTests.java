package io.tasky.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.TaskPriority;
import io.tasky.testing.ManualTimeSource;
import io.tasky.testing.Rounds;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Entries that come at the very moment when a thread wakes up, looks for work or gives back a slot. They are waited for
 * without a call of the pool, as any call would find an entry that was left behind.
 */
@Tag("race")
@Timeout(60)
class PriorityPoolHandoverTests {

    private static final int ROUNDS = Rounds.of(15_000);

    private static final int SPINS = 2_000;

    /** The lines are long enough to be filled without the pool's lock. */
    @ParameterizedTest
    @CsvSource({"1, 300", "2, 300"})
    void entryIsNeverLeftBehind(int size, int maxWaiting) throws InterruptedException {
        PoolConfig config = PoolConfig.of("handover", size).withLimits(maxWaiting, 1);
        TaskPool pool = PriorityPool.create(config, new ManualTimeSource(), new PoolThreads("handover", null));
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            SelfTelling first = new SelfTelling();
            SelfTelling second = new SelfTelling();
            pool.submit(first);
            spin(random.nextInt(SPINS));
            pool.submit(second);

            boolean over = first.awaitEnd() && second.awaitEnd();

            if (!over) {
                assertThat(over)
                        .as("With seed %s: an entry of round %s was left behind; %s", seed, round, pool.snapshot())
                        .isTrue();
            }
        }
        pool.shutdown();
    }

    private static void spin(int times) {
        for (int i = 0; i < times; i++) {
            Thread.onSpinWait();
        }
    }

    private static final class SelfTelling extends PoolEntry {

        private final Semaphore end = new Semaphore(0);

        SelfTelling() {
            super(TaskPriority.NORMAL);
        }

        @Override
        protected Next run(@Nullable PoolEntry before) {
            end.release();
            return Next.DONE;
        }

        /** Spins at first, so that the next entry comes while the thread has not yet come back. */
        boolean awaitEnd() throws InterruptedException {
            boolean over = end.tryAcquire();
            for (int i = 0; !over && i < SPINS; i++) {
                Thread.onSpinWait();
                over = end.tryAcquire();
            }
            return over || end.tryAcquire(10, TimeUnit.SECONDS);
        }
    }
}
