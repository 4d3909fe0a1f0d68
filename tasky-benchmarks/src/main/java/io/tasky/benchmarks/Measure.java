package io.tasky.benchmarks;

import java.util.List;

/** What is found about a case. */
enum Measure {

    /** Time for each piece of work, one thread submitting. */
    ONE_PRODUCER("oneProducer", "ns"),

    /** Time for each piece of work, two threads submitting. */
    TWO_PRODUCERS("twoProducers", "ns"),

    /** Memory allocated for each piece of work. */
    BYTES("bytes", "B"),

    /** From a submit until the submitter, who waits, knows that the work has run. */
    ROUND_TRIP("roundTrip", "us"),

    /** The start delay that half of the urgent work kept. */
    P50("p50", "ms"),

    /** The start delay that 99 of 100 kept. */
    P99("p99", "ms"),

    /** The longest start delay. */
    MAX("max", "ms"),

    /** How many start delays were measured. */
    SAMPLES("samples", ""),

    /** How long the plain work took. */
    PLAIN_TOTAL("plainTotal", "ms");

    private final String counter;

    private final String unit;

    Measure(String counter, String unit) {
        this.counter = counter;
        this.unit = unit;
    }

    /** The name of the field that the benchmark writes. */
    String counter() {
        return counter;
    }

    String unit() {
        return unit;
    }

    /** One figure for all rounds: the median; but the longest of the longest delays, and all samples. */
    double over(List<Double> rounds) {
        return switch (this) {
            case MAX -> rounds.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
            case SAMPLES -> rounds.stream().mapToDouble(Double::doubleValue).sum();
            default -> Median.of(rounds);
        };
    }
}
