package io.tasky.benchmarks;

import java.util.Locale;

/**
 * How much is measured. Immutable.
 *
 * @param name what the user calls it
 * @param rounds how often each case of pools is measured, all cases of a group in turn
 * @param repeats how many starved rounds of a group are run again at most
 * @param forks 1 for a virtual machine of its own for each case and round, 0 for none
 * @param batch how many pieces of work each producer submits at once
 * @param warmups how many batches come before those that count
 * @param batches how many batches count
 * @param sleeps how many pieces of sleeping work keep the slots busy
 * @param spins how many pieces of work that uses a processor do so
 * @param backlog how many items wait in a queue
 * @param calls how many urgent calls are made beside that queue
 * @param sources how much of timers, periodic tasks and queues
 * @param applications how much of whole applications, and of meters
 */
record Scale(
        String name,
        int rounds,
        int repeats,
        int forks,
        int batch,
        int warmups,
        int batches,
        int sleeps,
        int spins,
        int backlog,
        int calls,
        SourceScale sources,
        ApplicationScale applications) {

    /** For a look. */
    static final Scale QUICK = new Scale(
            "quick", 1, 1, 1, 100_000, 4, 3, 1_000, 1_000, 1_000, 40, SourceScale.QUICK, ApplicationScale.QUICK);

    /** For figures to rely on: more than 3,000 start delays for each case. */
    static final Scale FULL = new Scale(
            "full", 5, 3, 1, 200_000, 6, 5, 10_000, 14_000, 1_000, 600, SourceScale.FULL, ApplicationScale.FULL);

    /** Proves that everything runs; its figures say nothing. */
    static final Scale SMOKE =
            new Scale("smoke", 1, 0, 0, 512, 0, 1, 24, 24, 20, 2, SourceScale.SMOKE, ApplicationScale.SMOKE);

    /** The scale of that name. */
    static Scale named(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "quick" -> QUICK;
            case "full" -> FULL;
            case "smoke" -> SMOKE;
            default -> throw new IllegalArgumentException("No such mode: '" + name + "'. Use quick, full or smoke.");
        };
    }
}
