package io.tasky.benchmarks;

import java.util.Map;
import java.util.Objects;

/**
 * What was found in one round. Immutable.
 *
 * @param figures the figures of each case
 * @param starved whether the plain work took much longer than it would on a machine that does nothing else
 */
record Round(Map<Case, Map<Measure, Double>> figures, boolean starved) {

    Round {
        figures = Map.copyOf(figures);
    }

    double figure(Case measured, Measure measure) {
        return Objects.requireNonNull(
                Objects.requireNonNull(figures.get(measured)).get(measure));
    }
}
