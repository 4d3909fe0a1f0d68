package io.tasky.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.task.TaskPriority;
import io.tasky.testing.ManualTimeSource;
import io.tasky.testing.Rounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pools full of parents that wait for their children. */
@Tag("race")
@Timeout(60)
class LendingRaceTests {

    private static final int DEPTH = 3;

    private static final int CHILDREN = 3;

    private static final int PARENTS = Rounds.of(120);

    private static final int FAMILY = 1 + CHILDREN + CHILDREN * CHILDREN + CHILDREN * CHILDREN * CHILDREN;

    private final AtomicInteger ended = new AtomicInteger();

    private final AtomicInteger working = new AtomicInteger();

    private final AtomicInteger mostWorking = new AtomicInteger();

    @ParameterizedTest
    @CsvSource({"1, 0, 0", "1, 1, 300", "3, 0, 10000", "4, 2, 300"})
    void parentsComeToTheirEndWhateverTheSize(int size, int reserve, int agingMillis) throws InterruptedException {
        PoolConfig config = PoolConfig.of("family", size)
                .withReserves(0, reserve)
                .withLimits(100_000, 10)
                .withAging(Duration.ofMillis(agingMillis % 10_000));
        TaskPool pool = PriorityPool.create(config, new ManualTimeSource(), new PoolThreads("family", null));

        CountDownLatch done = submitParents(pool, TaskPriority.LOW);

        assertThat(done.await(30, TimeUnit.SECONDS))
                .as(pool.snapshot()::toString)
                .isTrue();
        assertThat(ended).hasValue(PARENTS * FAMILY);
        assertThat(mostWorking.get()).isBetween(1, size + reserve);
        assertThat(pool.awaitIdle(Duration.ofDays(1))).isTrue();
        assertThat(pool.available(TaskPriority.HIGH)).isEqualTo(size + reserve);
        pool.shutdown();
    }

    @Test
    void parentsComeToTheirEndWhileEverythingElseChanges() throws InterruptedException {
        PoolConfig config = PoolConfig.of("family", 2).withLimits(100_000, 10);
        ManualTimeSource time = new ManualTimeSource();
        TaskPool pool = PriorityPool.create(config, time, new PoolThreads("family", null));
        AtomicBoolean changing = new AtomicBoolean(true);
        Thread changer = new Thread(() -> {
            SplittableRandom random = new SplittableRandom(1);
            while (changing.get()) {
                pool.resize(PoolConfig.of("family", 1 + random.nextInt(4))
                        .withReserves(random.nextInt(2), random.nextInt(2))
                        .withLimits(100_000, 1 + random.nextInt(4))
                        .withAging(Duration.ofMillis(random.nextInt(3)))
                        .withOnFull(OnFull.BLOCK, Duration.ofSeconds(1)));
                time.advance(Duration.ofMillis(1));
                Thread.onSpinWait();
            }
        });
        changer.start();

        CountDownLatch done = submitParents(pool, TaskPriority.LOW);

        assertThat(done.await(30, TimeUnit.SECONDS))
                .as(pool.snapshot()::toString)
                .isTrue();
        changing.set(false);
        changer.join();
        assertThat(ended).hasValue(PARENTS * FAMILY);
        assertThat(pool.awaitIdle(Duration.ofDays(1))).isTrue();
        assertThat(pool.snapshot().taken()).isZero();
        pool.shutdown();
    }

    private CountDownLatch submitParents(TaskPool pool, TaskPriority priority) {
        CountDownLatch done = new CountDownLatch(PARENTS);
        for (int i = 0; i < PARENTS; i++) {
            pool.submit(new Parent(pool, priority, DEPTH, done));
        }
        return done;
    }

    /** Has children, lends its slot while it waits for them, raises some of them, and works only while it has a slot. */
    private final class Parent extends PoolEntry {

        private final TaskPool home;

        private final int generations;

        private final CountDownLatch done;

        Parent(TaskPool home, TaskPriority priority, int generations, CountDownLatch done) {
            super(priority);
            this.home = home;
            this.generations = generations;
            this.done = done;
        }

        @Override
        protected Next run(@Nullable PoolEntry before) {
            work();
            if (generations > 0) {
                awaitChildren();
                work();
            }
            ended.incrementAndGet();
            done.countDown();
            return Next.DONE;
        }

        private void work() {
            mostWorking.accumulateAndGet(working.incrementAndGet(), Math::max);
            for (int i = 0; i < 50; i++) {
                Thread.onSpinWait();
            }
            working.decrementAndGet();
        }

        private void awaitChildren() {
            CountDownLatch ofChildren = new CountDownLatch(CHILDREN);
            List<Parent> children = new ArrayList<>();
            for (int i = 0; i < CHILDREN; i++) {
                Parent child = new Parent(home, TaskPriority.LOW, generations - 1, ofChildren);
                children.add(child);
                home.submit(child);
            }
            home.lend(this);
            try {
                home.raise(children.get(0), TaskPriority.HIGH);
                home.raise(children.get(1), priority());
                ofChildren.await();
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            } finally {
                home.reclaim(this);
            }
        }
    }
}
