package io.tasky.pool;

import io.tasky.pool.LedgerDuel.Operation;
import io.tasky.pool.LedgerDuel.Step;
import io.tasky.pool.ListScanReference.Sizes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Lets a ledger and the reference go through all short sequences of steps, or through long random ones. Stateless. */
final class DuelRunner {

    static final int STEPS_PER_POOL = 500;

    private DuelRunner() {}

    /** Compares every sequence of those steps up to that length; returns how many they are. */
    static long compareAll(
            List<Step> alphabet, int longest, List<Sizes> sizes, Function<PoolConfig, SlotLedger> ledgers) {
        return alphabet.parallelStream()
                .mapToLong(step -> compareFrom(
                        new LedgerDuel(sizes, ledgers),
                        List.of(step),
                        alphabet,
                        longest,
                        () -> new LedgerDuel(sizes, ledgers)))
                .sum();
    }

    private interface Duels {
        LedgerDuel start();
    }

    /** Compares a sequence, and all that go on from it; returns how many they are. */
    private static long compareFrom(
            LedgerDuel before, List<Step> sequence, List<Step> alphabet, int longest, Duels duels) {
        int last = sequence.size() - 1;
        if (!before.isPossible(sequence.get(last))) {
            return 0;
        }
        LedgerDuel duel = duels.start();
        sequence.subList(0, last).forEach(duel::apply);
        duel.applyAndCompare(sequence.get(last));
        long compared = 1;
        if (sequence.size() < longest) {
            for (Step step : alphabet) {
                List<Step> longer = new ArrayList<>(sequence);
                longer.add(step);
                compared += compareFrom(duel, longer, alphabet, longest, duels);
            }
        }
        return compared;
    }

    /** Compares a random sequence of those operations, with three random sizes. */
    static void compareRandomly(
            long seed,
            Operation[] mix,
            Function<SplittableRandom, Sizes> sizes,
            Function<PoolConfig, SlotLedger> ledgers) {
        SplittableRandom random = new SplittableRandom(seed);
        LedgerDuel duel =
                new LedgerDuel(List.of(sizes.apply(random), sizes.apply(random), sizes.apply(random)), ledgers);
        int compared = 0;
        try {
            while (compared < STEPS_PER_POOL) {
                Step step = new Step(mix[random.nextInt(mix.length)], random.nextInt(1000));
                if (duel.isPossible(step)) {
                    duel.applyAndCompare(step);
                    compared++;
                }
            }
        } catch (AssertionError ex) {
            throw new AssertionError("With seed " + seed + ": " + ex.getMessage(), ex);
        }
    }
}
