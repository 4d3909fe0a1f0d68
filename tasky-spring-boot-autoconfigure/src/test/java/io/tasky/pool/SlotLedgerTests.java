package io.tasky.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

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

/** Compares the ledger with a plain reference, and makes sure that the comparison finds the bugs it is there for. */
class SlotLedgerTests {

    private static final int LONGEST_SEQUENCE = 7;

    private static final long RANDOM_POOLS = 10_000_000 / DuelRunner.STEPS_PER_POOL;

    /** Most steps bring or end runs; the rest are spread over what else may happen. */
    private static final Operation[] MIX = {
        Operation.LOW_ARRIVES, Operation.NORMAL_ARRIVES, Operation.HIGH_ARRIVES, Operation.LOW_ARRIVES,
        Operation.NORMAL_ARRIVES, Operation.HIGH_ARRIVES, Operation.CRITICAL_ARRIVES, Operation.ARRIVES_AGAIN,
        Operation.TAKES_A_SLOT, Operation.ENDS, Operation.ENDS, Operation.ENDS,
        Operation.ENDS, Operation.ENDS, Operation.GOES_AGAIN, Operation.LOW_LEAVES,
        Operation.NORMAL_LEAVES, Operation.HIGH_LEAVES, Operation.RESIZES
    };

    /** Every way of going on in the exhaustive comparison; the last two shrink the pool, and let it grow back. */
    private static final List<Step> ALPHABET = List.of(
            new Step(Operation.LOW_ARRIVES, 0),
            new Step(Operation.NORMAL_ARRIVES, 0),
            new Step(Operation.HIGH_ARRIVES, 0),
            new Step(Operation.ENDS, 0),
            new Step(Operation.LOW_LEAVES, 0),
            new Step(Operation.NORMAL_LEAVES, 0),
            new Step(Operation.HIGH_LEAVES, 0),
            new Step(Operation.RESIZES, 1),
            new Step(Operation.RESIZES, 0));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100})
    void everyShortSequenceEndsAsTheReferenceSays(int maxWaiting) {
        assertThat(compareAll(maxWaiting, 1, SlotLedger::new)).isGreaterThan(50_000);
    }

    @Test
    void everyShortSequenceWithoutReservesEndsAsTheReferenceSays() {
        assertThat(compareAll(100, 0, SlotLedger::new)).isGreaterThan(50_000);
    }

    @Test
    void longRandomSequencesEndAsTheReferenceSays() {
        long firstSeed = System.nanoTime();
        LongStream.range(firstSeed, firstSeed + RANDOM_POOLS)
                .parallel()
                .forEach(seed -> compareRandomly(seed, SlotLedger::new));
    }

    @Test
    void placeKeptByARunThatLeftIsFound() {
        assertThatBugIsFound(PlaceKept::new);
    }

    @Test
    void slotGivenBackTwiceIsFound() {
        assertThatBugIsFound(DoubleRelease::new);
    }

    @Test
    void overtakingWhileThePoolShrinksIsFound() {
        assertThatBugIsFound(OvertakingWhenShrunk::new);
    }

    @Test
    void slotBeyondThoseTakenCannotBeGivenBack() {
        SlotLedger ledger = new SlotLedger(PoolConfig.of("mail", 1));

        for (TaskPriority priority : TaskPriority.values()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> ledger.release(priority))
                    .withMessage("A slot of pool 'mail' was given back twice.");
        }

        assertThat(ledger.taken()).isZero();
        assertThat(ledger.critical()).isZero();
        assertThat(ledger.available(TaskPriority.LOW)).isOne();
    }

    private static void assertThatBugIsFound(Function<PoolConfig, SlotLedger> planted) {
        assertThatExceptionOfType(AssertionError.class)
                .as("all short sequences")
                .isThrownBy(() -> compareAll(100, 1, planted))
                .withStackTraceContaining("steps");
        assertThatExceptionOfType(AssertionError.class)
                .as("random sequences")
                .isThrownBy(() -> LongStream.range(0, 1000).forEach(seed -> compareRandomly(seed, planted)))
                .withStackTraceContaining("seed");
    }

    private static long compareAll(int maxWaiting, int reserve, Function<PoolConfig, SlotLedger> ledgers) {
        List<Sizes> sizes =
                List.of(new Sizes(2, reserve, reserve, maxWaiting, 1), new Sizes(1, reserve, reserve, maxWaiting, 1));
        return DuelRunner.compareAll(ALPHABET, LONGEST_SEQUENCE, sizes, ledgers);
    }

    private static void compareRandomly(long seed, Function<PoolConfig, SlotLedger> ledgers) {
        DuelRunner.compareRandomly(seed, MIX, SlotLedgerTests::sizes, ledgers);
    }

    private static Sizes sizes(SplittableRandom random) {
        int maxWaiting = random.nextBoolean() ? random.nextInt(4) : 6;
        if (random.nextInt(20) == 0) {
            return new Sizes(PoolConfig.UNLIMITED, 0, 0, maxWaiting, random.nextInt(4));
        }
        return new Sizes(1 + random.nextInt(6), random.nextInt(4), random.nextInt(4), maxWaiting, random.nextInt(4));
    }

    /** A run that left its line, for instance because its time was up, still counts as waiting. */
    private static final class PlaceKept extends SlotLedger {

        PlaceKept(PoolConfig config) {
            super(config);
        }

        @Override
        void forget(TaskPriority priority) {}
    }

    /** A slot that is given back counts twice, if that does not show at once. */
    private static final class DoubleRelease extends SlotLedger {

        DoubleRelease(PoolConfig config) {
            super(config);
        }

        @Override
        void release(TaskPriority priority) {
            super.release(priority);
            if (priority.usesSlots() && taken() > 0) {
                super.release(priority);
            }
        }
    }

    /** When the size was made smaller, newcomers still go by the size before, and so past those who wait. */
    private static final class OvertakingWhenShrunk extends SlotLedger {

        private PoolConfig before;

        OvertakingWhenShrunk(PoolConfig config) {
            super(config);
            this.before = config;
        }

        @Override
        void resize(PoolConfig sizes) {
            before = config();
            super.resize(sizes);
        }

        @Override
        boolean canStart(TaskPriority priority) {
            boolean shrunk = before.limit(priority) > config().limit(priority);
            return shrunk ? taken() < before.limit(priority) : super.canStart(priority);
        }
    }
}
