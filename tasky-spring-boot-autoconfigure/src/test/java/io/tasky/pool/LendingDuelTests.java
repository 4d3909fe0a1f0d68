package io.tasky.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tasky.pool.LedgerDuel.Operation;
import io.tasky.pool.LedgerDuel.Step;
import io.tasky.pool.ListScanReference.Sizes;
import io.tasky.task.TaskPriority;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slots that are lent and come back, and entries that are raised, compared with the plain reference. */
class LendingDuelTests {

    private static final int LONGEST_SEQUENCE = 7;

    private static final long RANDOM_POOLS = 6_000;

    private static final Operation[] MIX = {
        Operation.LOW_ARRIVES,
        Operation.NORMAL_ARRIVES,
        Operation.HIGH_ARRIVES,
        Operation.CRITICAL_ARRIVES,
        Operation.LOW_ARRIVES,
        Operation.NORMAL_ARRIVES,
        Operation.ENDS,
        Operation.ENDS,
        Operation.ENDS,
        Operation.GOES_AGAIN,
        Operation.LOW_LEAVES,
        Operation.HIGH_LEAVES,
        Operation.LENDS,
        Operation.LENDS,
        Operation.LENDS,
        Operation.RECLAIMS,
        Operation.RECLAIMS,
        Operation.RECLAIMS,
        Operation.ENDS_WITHOUT_A_SLOT,
        Operation.RISES_TO_NORMAL,
        Operation.RISES_TO_HIGH,
        Operation.RISES_TO_CRITICAL,
        Operation.TAKES_A_SLOT,
        Operation.TIME_PASSES,
        Operation.RESIZES
    };

    private static final List<Step> ALPHABET = List.of(
            new Step(Operation.LOW_ARRIVES, 0),
            new Step(Operation.HIGH_ARRIVES, 0),
            new Step(Operation.ENDS, 0),
            new Step(Operation.LENDS, 0),
            new Step(Operation.LENDS, 1),
            new Step(Operation.RECLAIMS, 0),
            new Step(Operation.ENDS_WITHOUT_A_SLOT, 0),
            new Step(Operation.RISES_TO_HIGH, 0),
            new Step(Operation.RESIZES, 1));

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void everyShortSequenceEndsAsTheReferenceSays(int reserve) {
        assertThat(compareAll(reserve, SlotLedger::new)).isGreaterThan(50_000);
    }

    @Test
    void longRandomSequencesEndAsTheReferenceSays() {
        long firstSeed = System.nanoTime();
        LongStream.range(firstSeed, firstSeed + RANDOM_POOLS)
                .parallel()
                .forEach(seed -> DuelRunner.compareRandomly(seed, MIX, LendingDuelTests::sizes, SlotLedger::new));
    }

    @Test
    void slotBeyondTheLimitIsFound() {
        assertThatBugIsFound(BeyondTheLimit::new);
    }

    @Test
    void slotThatIsNotTakenAgainIsFound() {
        assertThatBugIsFound(NotTaken::new);
    }

    private static void assertThatBugIsFound(Function<PoolConfig, SlotLedger> planted) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> compareAll(1, planted))
                .withStackTraceContaining("steps");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> LongStream.range(0, 1000)
                        .forEach(seed -> DuelRunner.compareRandomly(seed, MIX, LendingDuelTests::sizes, planted)))
                .withStackTraceContaining("seed");
    }

    private static long compareAll(int reserve, Function<PoolConfig, SlotLedger> ledgers) {
        List<Sizes> sizes = List.of(new Sizes(2, reserve, reserve, 100, 1), new Sizes(1, reserve, reserve, 100, 1));
        return DuelRunner.compareAll(ALPHABET, LONGEST_SEQUENCE, sizes, ledgers);
    }

    private static Sizes sizes(SplittableRandom random) {
        int aging = random.nextBoolean() ? 0 : 1 + random.nextInt(5);
        if (random.nextInt(20) == 0) {
            return new Sizes(PoolConfig.UNLIMITED, 0, 0, random.nextInt(6), random.nextInt(4), aging);
        }
        return new Sizes(
                1 + random.nextInt(4),
                random.nextInt(3),
                random.nextInt(3),
                random.nextInt(8),
                random.nextInt(4),
                aging);
    }

    /** Whoever lent its slot gets one again at once. */
    private static final class BeyondTheLimit extends SlotLedger {

        BeyondTheLimit(PoolConfig config) {
            super(config);
        }

        @Override
        boolean mayRetake(TaskPriority priority) {
            return true;
        }
    }

    /** A slot that was given again is not counted. */
    private static final class NotTaken extends SlotLedger {

        NotTaken(PoolConfig config) {
            super(config);
        }

        @Override
        boolean retake(TaskPriority priority) {
            return mayRetake(priority);
        }
    }
}
