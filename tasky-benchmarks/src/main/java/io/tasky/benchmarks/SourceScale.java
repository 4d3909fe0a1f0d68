package io.tasky.benchmarks;

import io.tasky.benchmarks.item.ItemBenchmark;
import io.tasky.benchmarks.periodic.PeriodicBenchmark;
import io.tasky.benchmarks.read.ReadBenchmark;
import io.tasky.benchmarks.timer.TimerCostBenchmark;
import io.tasky.benchmarks.timer.TimerLifeBenchmark;
import java.util.Map;

/**
 * How much is measured of timers, periodic tasks and queues. Immutable.
 *
 * @param rounds how often each case is measured, all cases of a group in turn
 * @param fewTimers how many timers are few
 * @param manyTimers how many timers are many
 * @param timerBatches how often many timers are scheduled and reset; few ones twice as often
 * @param firing how many timers fire beside many that are pending
 * @param firingMillis for how long they are scheduled
 * @param tasks how many periodic tasks there are
 * @param periodMillis their period
 * @param warmUpPeriods for how many periods they run before it is measured
 * @param periods for how many periods it is measured
 * @param items how many items go through a queue at once
 * @param itemBatches how often they do, and how often before it is measured
 * @param waitingRuns how many runs wait while somebody reads
 * @param submits how many are submitted meanwhile
 */
record SourceScale(
        int rounds,
        int fewTimers,
        int manyTimers,
        int timerBatches,
        int firing,
        int firingMillis,
        int tasks,
        int periodMillis,
        int warmUpPeriods,
        int periods,
        int items,
        int itemBatches,
        int waitingRuns,
        int submits) {

    static final SourceScale QUICK =
            new SourceScale(1, 100_000, 1_000_000, 1, 50_000, 1_000, 10_000, 1_000, 6, 3, 100_000, 3, 100_000, 15_000);

    static final SourceScale FULL =
            new SourceScale(5, 100_000, 1_000_000, 2, 100_000, 2_000, 10_000, 1_000, 6, 5, 300_000, 3, 100_000, 20_000);

    static final SourceScale SMOKE = new SourceScale(1, 50, 100, 1, 50, 40, 20, 100, 2, 5, 500, 1, 40, 20);

    /** For {@link TimerCostBenchmark}. */
    Map<String, String> fewTimersParameters() {
        return Map.of("pending", text(fewTimers), "batches", text(2 * timerBatches + 1));
    }

    /** For {@link TimerCostBenchmark}. */
    Map<String, String> manyTimersParameters() {
        return Map.of("pending", text(manyTimers), "batches", text(timerBatches));
    }

    /** For {@link TimerLifeBenchmark}. */
    Map<String, String> timerLifeParameters() {
        return Map.of(
                "pending", text(manyTimers),
                "firing", text(firing),
                "firingMillis", text(firingMillis),
                "delayMillis", text(firingMillis / 2));
    }

    /** For {@link PeriodicBenchmark}. */
    Map<String, String> periodicParameters() {
        return Map.of(
                "tasks", text(tasks),
                "periodMillis", text(periodMillis),
                "warmUpPeriods", text(warmUpPeriods),
                "periods", text(periods));
    }

    /** For {@link ItemBenchmark}. */
    Map<String, String> itemParameters() {
        return Map.of("items", text(items), "warmUps", text(itemBatches), "batches", text(itemBatches));
    }

    /** For {@link ReadBenchmark}. */
    Map<String, String> readParameters() {
        return Map.of("tasks", text(tasks), "runs", text(waitingRuns), "submits", text(submits));
    }

    private static String text(int number) {
        return String.valueOf(number);
    }
}
