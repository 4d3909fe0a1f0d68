package io.tasky.pool;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.tasky.pool.WatchedEntry.Watch;
import io.tasky.task.TaskPriority;
import io.tasky.testing.ManualTimeSource;
import io.tasky.testing.Rounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Real threads in a race. A failure names its seed, which repeats what is brought, though not when. */
@Tag("race")
@Timeout(120)
class PriorityPoolStressTests {

    private static final int CHAOS_ROUNDS = Rounds.of(40);

    private static final int PRODUCERS = 3;

    private static final int ENTRIES = 5_000;

    private static final Logger logger = (Logger) LoggerFactory.getLogger("io.tasky.pool");

    @BeforeAll
    static void expectFailures() {
        logger.setLevel(Level.OFF);
    }

    @AfterAll
    static void logAgain() {
        logger.setLevel(null);
    }

    @Test
    void noEntryAndNoSlotIsLostWhateverHappens() throws InterruptedException {
        for (int i = 0; i < CHAOS_ROUNDS; i++) {
            long seed = System.nanoTime();
            try {
                assertThat(new ChaosRound(seed).run()).isEmpty();
            } catch (AssertionError ex) {
                throw new AssertionError("With seed " + seed + ": " + ex.getMessage(), ex);
            }
        }
    }

    /** Longer lines are filled without the pool's lock, shorter ones under it. */
    @ParameterizedTest
    @ValueSource(ints = {20, 300})
    void noMoreEntriesRunThanTheirLimitsAllow(int maxWaiting) throws InterruptedException {
        PoolConfig config = new PoolConfig("limits", 2, 1, 1, maxWaiting, 3);
        LimitWatch watch = new LimitWatch(config);

        race(config, watch, List.of(TaskPriority.values()), (pool, entry) -> pool.offer(entry));

        assertThat(watch.violations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 300})
    void oneSlotGoesToTheMostImportantEntryThatCameFirst(int maxWaiting) throws InterruptedException {
        PoolConfig config = PoolConfig.of("order", 1).withLimits(maxWaiting, 0);
        OrderWatch watch = new OrderWatch();

        race(config, watch, OrderWatch.priorities(), (pool, entry) -> {
            watch.brings(entry);
            boolean accepted = pool.offer(entry);
            if (accepted) {
                watch.brought(entry);
            } else {
                watch.wasRefused(entry);
            }
            return accepted;
        });

        assertThat(watch.violations()).isEmpty();
    }

    /** Brings an entry to a pool; false if it was refused, and has to be brought again. */
    private interface Bringing {
        boolean bring(TaskPool pool, WatchedEntry entry);
    }

    private static void race(PoolConfig config, Watch watch, List<TaskPriority> priorities, Bringing bringing)
            throws InterruptedException {
        TaskPool pool = PriorityPool.create(config, new ManualTimeSource(), new PoolThreads(config.name(), null));
        AtomicInteger accepted = new AtomicInteger();
        List<Thread> producers = new ArrayList<>();
        for (int i = 0; i < PRODUCERS; i++) {
            Producer producer = new Producer(i, watch, priorities, entry -> bringing.bring(pool, entry), accepted);
            producers.add(new Thread(producer, "producer " + i));
        }
        producers.forEach(Thread::start);
        for (Thread producer : producers) {
            producer.join();
        }
        assertThat(pool.awaitIdle(Duration.ofDays(1))).isTrue();
        assertThat(accepted).hasValue(PRODUCERS * ENTRIES);
        assertThat(pool.snapshot().taken()).isZero();
        pool.shutdown();
    }

    private record Producer(
            int index,
            Watch watch,
            List<TaskPriority> priorities,
            Predicate<WatchedEntry> bringing,
            AtomicInteger accepted)
            implements Runnable {

        @Override
        public void run() {
            SplittableRandom random = new SplittableRandom(index);
            for (int i = 0; i < ENTRIES; i++) {
                TaskPriority priority = priorities.get(random.nextInt(priorities.size()));
                WatchedEntry entry = new WatchedEntry(priority, index, i, watch);
                while (!bringing.test(entry)) {
                    Thread.onSpinWait();
                }
                accepted.incrementAndGet();
            }
        }
    }
}
