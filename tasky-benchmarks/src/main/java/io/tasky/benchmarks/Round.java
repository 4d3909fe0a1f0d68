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
        return Median.of(
                measure.parts().stream().map(part -> part(measured, part)).toList());
    }

    /** Our figure divided by the peer's; for a measure of parts the median of their ratios. */
    double ratio(Case ours, Case peer, Measure measure) {
        return Median.of(measure.parts().stream()
                .map(part -> part(ours, part) / part(peer, part))
                .toList());
    }

    private double part(Case measured, Measure part) {
        return Objects.requireNonNull(
                Objects.requireNonNull(figures.get(measured)).get(part));
    }
}
