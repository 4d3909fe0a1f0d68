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

    /** The delay, lateness or jitter that half of the starts kept. */
    P50("p50", "ms"),

    /** The delay, lateness or jitter that 99 of 100 kept. */
    P99("p99", "ms"),

    /** The longest of them. */
    MAX("max", "ms", Over.MAXIMUM),

    /** How many of them were measured. */
    SAMPLES("samples", "", Over.SUM),

    /** How long the plain work took. */
    PLAIN_TOTAL("plainTotal", "ms"),

    /** Time to schedule a timer. */
    SCHEDULE("schedule", "ns"),

    /** Time to put a pending timer off. */
    RESET("reset", "ns"),

    /** Time to cancel a pending timer. */
    CANCEL("cancel", "ns"),

    /** Memory held for each pending timer. */
    HEAP("heap", "B"),

    /** How much more it is once every timer was put off some times. */
    GROWTH("growth", "%"),

    /** Timers that fired before their time. */
    EARLY("early", "timers", Over.SUM),

    /** Processor time of the whole process, of one processor's. */
    CPU("cpu", "%"),

    /** Runs divided by the ticks that came. */
    RUNS("runs", "per tick"),

    /** How far the ticks moved off their grid. */
    DRIFT("drift", "ms", Over.MAXIMUM),

    /** Items that were put and not handled, or handled more than once. */
    LOST("lost", "items", Over.SUM),

    /** Items a second, 1 worker and 1 producer. */
    W1P1("w1p1", "M/s"),

    /** Items a second, 2 workers and 1 producer. */
    W2P1("w2p1", "M/s"),

    /** Items a second, 4 workers and 1 producer. */
    W4P1("w4p1", "M/s"),

    /** Items a second, 2 workers and 2 producers. */
    W2P2("w2p2", "M/s"),

    /** Items a second, 4 workers and 2 producers. */
    W4P2("w4p2", "M/s"),

    /** The median of the five before it, and of their ratios. */
    CELLS("cells", "M/s"),

    /** How long a page of tasks took, the slowest. */
    PAGE("page", "ms", Over.MAXIMUM),

    /** How much it says. */
    PAGE_SIZE("pageSize", "KB", Over.MAXIMUM),

    /** From the call that starts an application until it has started. */
    START("start", "ms"),

    /** Memory that its objects hold then. */
    OBJECTS("objects", "MB"),

    /** Memory that the process holds then. */
    RESIDENT("resident", "MB"),

    /** Threads that it has then. */
    THREADS("threads", "threads");

    /** How the figures of the rounds become one. */
    private enum Over {
        MEDIAN,
        MAXIMUM,
        SUM
    }

    private final String counter;

    private final String unit;

    private final Over over;

    Measure(String counter, String unit) {
        this(counter, unit, Over.MEDIAN);
    }

    Measure(String counter, String unit, Over over) {
        this.counter = counter;
        this.unit = unit;
        this.over = over;
    }

    /** The name of the field that the benchmark writes. */
    String counter() {
        return counter;
    }

    String unit() {
        return unit;
    }

    /** What a benchmark has to measure for it: itself, or those whose median it is. */
    List<Measure> parts() {
        return this == CELLS ? List.of(W1P1, W2P1, W4P1, W2P2, W4P2) : List.of(this);
    }

    /** One figure for all rounds: the median; but the longest of the longest delays, and all samples. */
    double over(List<Double> rounds) {
        return switch (over) {
            case MAXIMUM ->
                rounds.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
            case SUM -> rounds.stream().mapToDouble(Double::doubleValue).sum();
            case MEDIAN -> Median.of(rounds);
        };
    }
}
