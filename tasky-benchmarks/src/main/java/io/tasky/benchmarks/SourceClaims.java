package io.tasky.benchmarks;

import static io.tasky.benchmarks.Target.figure;
import static io.tasky.benchmarks.Target.figureBetween;
import static io.tasky.benchmarks.Target.none;
import static io.tasky.benchmarks.Target.ratio;
import static io.tasky.benchmarks.Target.ratioAtLeast;

import java.util.List;
import java.util.stream.Stream;

/** What Tasky claims about timers, periodic tasks and queues. */
final class SourceClaims {

    private static final String FEW = "100,000 timers, ns to ";

    private static final String MANY = "1,000,000 timers, ns to ";

    private static final String WEIGHT = "1,000,000 timers, ";

    private static final String BESIDE = "beside 1,000,000 timers, ";

    private static final String TASKS = "10,000 periodic tasks, ";

    private static final String READS = "10,000 tasks, 100,000 runs wait, ";

    private SourceClaims() {}

    static List<Claim> timers() {
        return Stream.of(
                        cost(FEW, Case.FEW_ALARMS, Case.FEW_EXECUTOR_TIMERS, 1.6),
                        cost(FEW, Case.FEW_KEYS, Case.FEW_EXECUTOR_TIMERS, 1.6),
                        cost(MANY, Case.MANY_ALARMS, Case.MANY_EXECUTOR_TIMERS, 1.4),
                        cost(MANY, Case.MANY_KEYS, Case.MANY_EXECUTOR_TIMERS, 1.4))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Claim> cost(String text, Case ours, Case peer, double schedule) {
        return List.of(
                new Claim("6", text + "reset", Measure.RESET, ours, peer, ratio(0.40)),
                new Claim("6", text + "schedule", Measure.SCHEDULE, ours, peer, ratio(schedule)),
                new Claim("6", text + "cancel", Measure.CANCEL, ours, peer, none()));
    }

    static List<Claim> timerLife() {
        return Stream.of(life(Case.ALARM_LIFE, 1.5), life(Case.KEY_LIFE, 2.0))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Claim> life(Case ours, double memory) {
        Case peer = Case.EXECUTOR_TIMER_LIFE;
        return List.of(
                new Claim("7", WEIGHT + "bytes each", Measure.HEAP, ours, peer, ratio(memory)),
                new Claim("7", WEIGHT + "more after resets", Measure.GROWTH, ours, null, figure(5)),
                new Claim("7", BESIDE + "lateness p50", Measure.P50, ours, peer, none()),
                new Claim("7", BESIDE + "lateness p99", Measure.P99, ours, peer, ratio(1.5)),
                new Claim("7", BESIDE + "lateness max", Measure.MAX, ours, peer, none()),
                new Claim("7", BESIDE + "early", Measure.EARLY, ours, null, figure(0)),
                new Claim("7", BESIDE + "processor time", Measure.CPU, ours, peer, none()));
    }

    static List<Claim> periodicTasks() {
        Case ours = Case.PERIODIC_TASKS;
        Case executor = Case.EXECUTOR_TICKS;
        Case scheduled = Case.SCHEDULED_TICKS;
        return List.of(
                new Claim("8", TASKS + "processor time", Measure.CPU, ours, executor, ratio(2.0)),
                new Claim("8", TASKS + "processor time", Measure.CPU, ours, scheduled, none()),
                new Claim("8", TASKS + "jitter p50", Measure.P50, ours, scheduled, none()),
                new Claim("8", TASKS + "jitter p99", Measure.P99, ours, scheduled, ratio(1.0)),
                new Claim("8", TASKS + "jitter p99", Measure.P99, ours, executor, none()),
                new Claim("8", TASKS + "jitter max", Measure.MAX, ours, scheduled, none()),
                new Claim("8", TASKS + "runs", Measure.RUNS, ours, null, figureBetween(0.999, 1.001)),
                new Claim("8", TASKS + "drift", Measure.DRIFT, ours, null, figure(1)));
    }

    static List<Claim> items() {
        Case peer = Case.BLOCKING_QUEUE;
        return Stream.of(
                        Stream.of(
                                new Claim(
                                        "9",
                                        "items, median",
                                        Measure.CELLS,
                                        Case.QUEUE_WORKER,
                                        peer,
                                        ratioAtLeast(0.5)),
                                new Claim(
                                        "9",
                                        "items, median",
                                        Measure.CELLS,
                                        Case.QUEUE_WORKER,
                                        Case.QUEUE_CHANNEL,
                                        ratioAtLeast(2)),
                                new Claim("9", "items, median", Measure.CELLS, Case.TASK_QUEUE, peer, ratioAtLeast(1)),
                                new Claim("9", "items lost", Measure.LOST, Case.QUEUE_WORKER, null, figure(0)),
                                new Claim("9", "items lost", Measure.LOST, Case.TASK_QUEUE, null, figure(0))),
                        cells(Case.QUEUE_WORKER),
                        cells(Case.TASK_QUEUE))
                .flatMap(claims -> claims)
                .toList();
    }

    static List<Claim> reads() {
        return List.of(
                new Claim("10", READS + "submit p50", Measure.P50, Case.READ, Case.UNREAD, none()),
                new Claim("10", READS + "submit p99", Measure.P99, Case.READ, Case.UNREAD, ratio(1.10)),
                new Claim("10", READS + "submit max", Measure.MAX, Case.READ, Case.UNREAD, none()),
                new Claim("10", READS + "slowest page", Measure.PAGE, Case.READ, null, figure(50)),
                new Claim("10", READS + "largest page", Measure.PAGE_SIZE, Case.READ, null, figure(64)));
    }

    private static Stream<Claim> cells(Case ours) {
        return Measure.CELLS.parts().stream()
                .map(cell -> new Claim("9", "items, " + cell.counter(), cell, ours, Case.BLOCKING_QUEUE, none()));
    }
}
