package io.tasky.benchmarks;

import static io.tasky.benchmarks.Target.figure;
import static io.tasky.benchmarks.Target.none;
import static io.tasky.benchmarks.Target.ratio;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that Tasky claims about its speed, in the order of the report. */
final class Claims {

    private static final String ONE = "ns per task, 1 producer";

    private static final String TWO = "ns per task, 2 producers";

    private static final String MEMORY = "bytes per task";

    private static final String TRIP = "round trip";

    private static final List<Claim> ALL = Stream.of(
                    annotation(),
                    pool(),
                    supervisor(),
                    sleeping(),
                    spinning(),
                    critical(),
                    SourceClaims.timers(),
                    SourceClaims.timerLife(),
                    SourceClaims.periodicTasks(),
                    SourceClaims.items(),
                    SourceClaims.reads(),
                    ApplicationClaims.starts(),
                    ApplicationClaims.meters(),
                    queue())
            .flatMap(List::stream)
            .toList();

    private Claims() {}

    static List<Claim> all() {
        return ALL;
    }

    /** The claims of some bars; of all if none are named. */
    static List<Claim> of(Set<String> bars) {
        Set<String> known = ALL.stream().map(Claim::bar).collect(Collectors.toCollection(TreeSet::new));
        bars.stream().filter(bar -> !known.contains(bar)).findFirst().ifPresent(bar -> {
            throw new IllegalArgumentException("No such bar: '" + bar + "'. There are " + known + ".");
        });
        return ALL.stream()
                .filter(claim -> bars.isEmpty() || bars.contains(claim.bar()))
                .toList();
    }

    private static List<Claim> annotation() {
        return List.of(
                claim("1", ONE, Measure.ONE_PRODUCER, Case.BACKGROUND, Case.ASYNC, ratio(0.80)),
                claim("1", TWO, Measure.TWO_PRODUCERS, Case.BACKGROUND, Case.ASYNC, ratio(0.80)),
                claim("1", MEMORY, Measure.BYTES, Case.BACKGROUND, Case.ASYNC, ratio(1.0)),
                claim("1", TRIP, Measure.ROUND_TRIP, Case.BACKGROUND, Case.ASYNC, none()),
                claim("1", ONE, Measure.ONE_PRODUCER, Case.BACKGROUND_WITHOUT_HISTORY, Case.ASYNC, none()),
                claim("1", MEMORY, Measure.BYTES, Case.BACKGROUND_WITHOUT_HISTORY, Case.ASYNC, none()));
    }

    private static List<Claim> pool() {
        return List.of(
                claim("2", ONE, Measure.ONE_PRODUCER, Case.POOL, Case.EXECUTOR, ratio(1.0)),
                claim("2", TWO, Measure.TWO_PRODUCERS, Case.POOL, Case.EXECUTOR, ratio(1.0)),
                claim("2", MEMORY, Measure.BYTES, Case.POOL, Case.EXECUTOR, figure(64)),
                claim("2", TRIP, Measure.ROUND_TRIP, Case.POOL, Case.EXECUTOR, ratio(1.3)));
    }

    private static List<Claim> supervisor() {
        return List.of(
                claim("2", ONE, Measure.ONE_PRODUCER, Case.SUPERVISOR, Case.EXECUTOR_FUTURE, ratio(1.3)),
                claim("2", TWO, Measure.TWO_PRODUCERS, Case.SUPERVISOR, Case.EXECUTOR_FUTURE, ratio(1.3)),
                claim("2", MEMORY, Measure.BYTES, Case.SUPERVISOR, Case.EXECUTOR_FUTURE, figure(200)),
                claim("2", TRIP, Measure.ROUND_TRIP, Case.SUPERVISOR, Case.EXECUTOR_FUTURE, none()));
    }

    private static List<Claim> sleeping() {
        Case ours = Case.SLEEPING_HIGH;
        Case queue = Case.SLEEPING_PRIORITY_QUEUE;
        return List.of(
                claim("3", "sleeping LOW, HIGH starts p50", Measure.P50, ours, queue, ratio(0.10)),
                claim("3", "sleeping LOW, HIGH starts p99", Measure.P99, ours, queue, ratio(0.25)),
                claim("3", "sleeping LOW, HIGH starts max", Measure.MAX, ours, queue, none()),
                claim("3", "sleeping LOW, HIGH starts p99", Measure.P99, ours, Case.SLEEPING_FIFO, none()),
                claim("3", "sleeping LOW, HIGH starts p99", Measure.P99, ours, Case.SLEEPING_TWO_EXECUTORS, none()),
                claim("3", "sleeping LOW, total", Measure.PLAIN_TOTAL, ours, Case.SLEEPING_FIFO, ratio(1.05)));
    }

    private static List<Claim> spinning() {
        Case ours = Case.SPINNING_HIGH;
        Case queue = Case.SPINNING_PRIORITY_QUEUE;
        Case two = Case.SPINNING_TWO_EXECUTORS;
        return List.of(
                claim("4", "spinning LOW, HIGH starts p50", Measure.P50, ours, queue, none()),
                claim("4", "spinning LOW, HIGH starts p99", Measure.P99, ours, queue, ratio(1.25)),
                claim("4", "spinning LOW, HIGH starts p99", Measure.P99, ours, two, ratio(0.5)),
                claim("4", "spinning LOW, HIGH starts max", Measure.MAX, ours, queue, none()),
                claim("4", "spinning LOW, total", Measure.PLAIN_TOTAL, ours, Case.SPINNING_FIFO, none()));
    }

    private static List<Claim> critical() {
        Case two = Case.SLEEPING_TWO_EXECUTORS;
        Case twoSpinning = Case.SPINNING_TWO_EXECUTORS;
        return List.of(
                claim("5", "sleeping LOW, CRITICAL starts p99", Measure.P99, Case.SLEEPING_CRITICAL, two, ratio(1.0)),
                claim("5", "sleeping LOW, CRITICAL starts max", Measure.MAX, Case.SLEEPING_CRITICAL, two, none()),
                claim(
                        "5",
                        "spinning LOW, CRITICAL starts p99",
                        Measure.P99,
                        Case.SPINNING_CRITICAL,
                        twoSpinning,
                        none()));
    }

    private static List<Claim> queue() {
        return List.of(
                claim("sample", "behind 1,000 items, HIGH starts p50", Measure.P50, Case.QUEUE_HIGH, null, none()),
                claim("sample", "behind 1,000 items, HIGH starts p99", Measure.P99, Case.QUEUE_HIGH, null, figure(50)),
                claim("sample", "behind 1,000 items, HIGH starts max", Measure.MAX, Case.QUEUE_HIGH, null, figure(50)));
    }

    private static Claim claim(
            String bar, String text, Measure measure, Case ours, @Nullable Case peer, Target target) {
        return new Claim(bar, text, measure, ours, peer, target);
    }
}
