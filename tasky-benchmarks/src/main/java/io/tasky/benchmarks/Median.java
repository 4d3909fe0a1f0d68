package io.tasky.benchmarks;

import java.util.List;

/** The value in the middle. */
final class Median {

    private Median() {}

    /** The median; not a number if there are no values, or one of them is none. */
    static double of(List<Double> values) {
        if (values.isEmpty() || values.stream().anyMatch(value -> value.isNaN())) {
            return Double.NaN;
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
