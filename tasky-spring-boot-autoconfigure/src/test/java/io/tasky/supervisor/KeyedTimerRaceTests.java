package io.tasky.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tasky.pool.PoolConfig;
import io.tasky.task.TaskAttribute;
import io.tasky.task.TaskAttributes;
import io.tasky.task.TaskKind;
import io.tasky.task.TaskTimer;
import io.tasky.task.TimerFiring;
import io.tasky.testing.Spin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Threads reset, cancel and fire keys, while other keys fire by themselves, and their task is quieted and resumed. In each
 * round, each thread has keys of its own, which are not due in that round: so it knows what each call has to answer, and how
 * often each key has to fire. They are due in the two rounds after that, in which others are played with.
 */
@Tag("race")
@Timeout(60)
class KeyedTimerRaceTests {

    private static final int GROUPS = 3;

    private static final int THREADS = 3;

    private static final int KEYS = 40;

    private static final int ROUNDS = 30;

    private static final int ALL = GROUPS * THREADS * KEYS;

    private static final Duration DELAY = Duration.ofSeconds(4);

    private static final int STEPS_A_ROUND = 30;

    /** All steps of a round take three quarters of a delay. */
    private static final Duration STEP = Duration.ofMillis(100);

    private final AtomicIntegerArray handled = new AtomicIntegerArray(ALL);

    private final AtomicIntegerArray expected = new AtomicIntegerArray(ALL);

    private final AtomicIntegerArray running = new AtomicIntegerArray(ALL);

    /** When each key may fire at the earliest. */
    private final AtomicLongArray earliest = new AtomicLongArray(ALL);

    private final LongAdder wrong = new LongAdder();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void eachKeyFiresExactlyAsOftenAsItShould(long seed) throws Exception {
        Random random = new Random(seed);
        PoolConfig pool =
                PoolConfig.of(PoolConfig.DEFAULT_POOL, 1 + random.nextInt(3)).withLimits(random.nextInt(20), 10);
        try (Rig rig = new Rig(pool).started()) {
            rig.register(
                    TaskKind.TIMER,
                    "keys",
                    TaskAttributes.NONE.with(TaskAttribute.DELAY, DELAY).with(TaskAttribute.KEYED, true),
                    payload -> handle(rig, (TimerFiring) Objects.requireNonNull(payload)));
            TaskTimer<Integer> timers = rig.supervisor.timer("keys");
            boolean[] armed = new boolean[ALL];
            for (int round = 0; round < ROUNDS + GROUPS; round++) {
                int own = round % GROUPS;
                int before = (round + 1) % GROUPS;
                List<CompletableFuture<Void>> threads = new ArrayList<>();
                for (int thread = 0; thread < THREADS && round < ROUNDS; thread++) {
                    int first = (own * THREADS + thread) * KEYS;
                    Player player = new Player(rig, timers, new Random(random.nextLong()), armed, first);
                    threads.add(CompletableFuture.runAsync(player::play));
                }
                moveTime(rig, random);
                threads.forEach(CompletableFuture::join);
                // Those of two rounds ago have fired by themselves where they were left armed.
                settle(armed, group -> group == before);
                await(group -> group == before || group == own);
            }
            rig.awaitIdle();
            assertThat(timers.pending()).isZero();
            assertThat(wrong.sum()).isZero();
            assertThat(handled.toString()).isEqualTo(expected.toString());
        }
    }

    private Object handle(Rig rig, TimerFiring firing) {
        int key = (Integer) Objects.requireNonNull(firing.key());
        if (running.incrementAndGet(key) != 1 || rig.time.nanoTime() - earliest.get(key) < 0) {
            wrong.increment();
        }
        running.decrementAndGet(key);
        return handled.incrementAndGet(key);
    }

    private static void moveTime(Rig rig, Random random) {
        for (int step = 0; step < STEPS_A_ROUND; step++) {
            boolean quiet = random.nextInt(5) == 0;
            if (quiet) {
                rig.supervisor.quiet();
            }
            rig.advance(STEP);
            if (quiet) {
                rig.supervisor.resume();
            }
        }
        rig.advance(Duration.ZERO);
    }

    private void settle(boolean[] armed, IntPredicate groups) {
        for (int key = 0; key < ALL; key++) {
            if (groups.test(key / KEYS / THREADS) && armed[key]) {
                armed[key] = false;
                expected.incrementAndGet(key);
            }
        }
    }

    private void await(IntPredicate groups) {
        for (int key = 0; key < ALL; key++) {
            int awaited = key;
            Spin.until(() -> !groups.test(awaited / KEYS / THREADS) || handled.get(awaited) >= expected.get(awaited));
        }
    }

    /** What one thread does in one round to its keys, which are neither armed nor running when it begins. */
    private final class Player {

        private final Rig rig;

        private final TaskTimer<Integer> timers;

        private final Random random;

        private final boolean[] armed;

        private final int first;

        Player(Rig rig, TaskTimer<Integer> timers, Random random, boolean[] armed, int first) {
            this.rig = rig;
            this.timers = timers;
            this.random = random;
            this.armed = armed;
            this.first = first;
        }

        void play() {
            boolean[] fired = new boolean[KEYS];
            for (int i = 0; i < 20 * KEYS; i++) {
                int index = random.nextInt(KEYS);
                int key = first + index;
                // Once it has fired, its run may be to come: what is owed and what is armed can no longer be told
                // apart.
                int action = fired[index] ? 0 : random.nextInt(10);
                if (action == 1) {
                    check(timers.cancel(key), armed[key]);
                    armed[key] = false;
                } else if (action == 2) {
                    fired[index] = fire(key);
                } else {
                    reset(key, fired[index]);
                }
            }
        }

        private void reset(int key, boolean mayBeOwed) {
            if (!mayBeOwed) {
                earliest.set(key, rig.time.nanoTime() + DELAY.toNanos());
            }
            timers.reset(key);
            check(timers.pending(key), true);
            armed[key] = true;
        }

        private boolean fire(int key) {
            long before = earliest.get(key);
            earliest.set(key, rig.time.nanoTime());
            boolean fires = timers.fire(key);
            check(fires, armed[key]);
            if (fires) {
                armed[key] = false;
                expected.incrementAndGet(key);
            } else {
                earliest.set(key, before);
            }
            return fires;
        }

        private void check(boolean answer, boolean right) {
            if (answer != right) {
                wrong.increment();
            }
        }
    }
}
