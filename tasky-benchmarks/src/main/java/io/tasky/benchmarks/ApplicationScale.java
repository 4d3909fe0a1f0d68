package io.tasky.benchmarks;

import java.util.Map;

/**
 * How much is measured of whole applications, and of what meters and observations cost. Immutable.
 *
 * @param starts how often each application is started
 * @param meterRounds how often each way to measure runs is measured
 * @param meterBatch how many pieces of work each producer submits at once
 */
record ApplicationScale(int starts, int meterRounds, int meterBatch) {

    static final ApplicationScale QUICK = new ApplicationScale(1, 1, 25_000);

    static final ApplicationScale FULL = new ApplicationScale(15, 5, 40_000);

    static final ApplicationScale SMOKE = new ApplicationScale(1, 1, 512);

    /** For {@link io.tasky.benchmarks.dispatch.DispatchBenchmark}. */
    Map<String, String> meterParameters() {
        return Map.of("batch", String.valueOf(meterBatch));
    }
}
