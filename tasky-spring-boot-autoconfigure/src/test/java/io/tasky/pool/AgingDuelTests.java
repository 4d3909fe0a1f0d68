package io.tasky.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tasky.pool.LedgerDuel.Operation;
import io.tasky.pool.LedgerDuel.Step;
import io.tasky.pool.ListScanReference.Sizes;
import io.tasky.task.TaskPriority;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries that rise as they wait, compared with the plain reference. */
class AgingDuelTests {

    private static final int LONGEST_SEQUENCE = 6;

    private static final long RANDOM_POOLS = 6_000;

    private static final Operation[] MIX = {
        Operation.LOW_ARRIVES, Operation.NORMAL_ARRIVES, Operation.HIGH_ARRIVES, Operation.LOW_ARRIVES,
        Operation.NORMAL_ARRIVES, Operation.HIGH_ARRIVES, Operation.CRITICAL_ARRIVES, Operation.ARRIVES_AGAIN,
        Operation.ENDS, Operation.ENDS, Operation.ENDS, Operation.ENDS,
        Operation.GOES_AGAIN, Operation.LOW_LEAVES, Operation.NORMAL_LEAVES, Operation.HIGH_LEAVES,
        Operation.RISES_TO_HIGH, Operation.TIME_PASSES, Operation.TIME_PASSES, Operation.TIME_PASSES,
        Operation.TIME_PASSES, Operation.RESIZES
    };

    /** The span is two ticks; the second sizes switch it off. */
    private static final List<Step> ALPHABET = List.of(
            new Step(Operation.LOW_ARRIVES, 0),
            new Step(Operation.NORMAL_ARRIVES, 0),
            new Step(Operation.HIGH_ARRIVES, 0),
            new Step(Operation.ENDS, 0),
            new Step(Operation.LOW_LEAVES, 0),
            new Step(Operation.TIME_PASSES, 0),
            new Step(Operation.TIME_PASSES, 1),
            new Step(Operation.RESIZES, 1),
            new Step(Operation.RESIZES, 0));

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void everyShortSequenceEndsAsTheReferenceSays(int reserve) {
        List<Sizes> sizes = List.of(new Sizes(1, reserve, reserve, 100, 1, 2), new Sizes(1, reserve, reserve, 100, 1));

        assertThat(DuelRunner.compareAll(ALPHABET, LONGEST_SEQUENCE, sizes, SlotLedger::new))
                .isGreaterThan(50_000);
    }

    @Test
    void longRandomSequencesEndAsTheReferenceSays() {
        long firstSeed = System.nanoTime();
        LongStream.range(firstSeed, firstSeed + RANDOM_POOLS)
                .parallel()
                .forEach(seed -> DuelRunner.compareRandomly(seed, MIX, AgingDuelTests::sizes, SlotLedger::new));
    }

    @Test
    void reserveThatIsOpenedIsFound() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> LongStream.range(0, 1000)
                        .forEach(seed ->
                                DuelRunner.compareRandomly(seed, MIX, AgingDuelTests::sizes, ReserveOpened::new)))
                .withStackTraceContaining("seed");
    }

    private static Sizes sizes(SplittableRandom random) {
        return new Sizes(
                1 + random.nextInt(4),
                random.nextInt(3),
                random.nextInt(3),
                random.nextInt(40),
                random.nextInt(4),
                random.nextInt(6));
    }

    /** Whoever waits may have a slot that only HIGH may have. */
    private static final class ReserveOpened extends SlotLedger {

        ReserveOpened(PoolConfig config) {
            super(config);
        }

        @Override
        boolean mayStart(TaskPriority priority) {
            return waiting(priority) > 0 && taken() < config().limit(TaskPriority.HIGH);
        }
    }
}
