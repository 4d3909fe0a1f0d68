package io.tasky.benchmarks;

import io.tasky.benchmarks.delay.DelayBenchmark;
import io.tasky.benchmarks.delay.Load;
import io.tasky.benchmarks.delay.QueueBenchmark;
import io.tasky.benchmarks.dispatch.DispatchBenchmark;
import io.tasky.benchmarks.item.ItemBenchmark;
import io.tasky.benchmarks.periodic.PeriodicBenchmark;
import io.tasky.benchmarks.read.ReadBenchmark;
import io.tasky.benchmarks.start.StartBenchmark;
import io.tasky.benchmarks.timer.TimerCostBenchmark;
import io.tasky.benchmarks.timer.TimerLifeBenchmark;
import java.util.Map;
import java.util.Optional;

/** Cases that are measured in the same rounds, in the same way. */
enum Group {

    /** Work that does nothing. */
    DISPATCH(DispatchBenchmark.class),

    /** Urgent work beside work that sleeps. */
    SLEEPING(DelayBenchmark.class),

    /** Urgent work beside work that uses all processors. */
    SPINNING(DelayBenchmark.class),

    /** Urgent work beside a long queue. */
    QUEUE(QueueBenchmark.class),

    /** What few timers cost. */
    FEW_TIMERS(TimerCostBenchmark.class),

    /** What many timers cost. */
    MANY_TIMERS(TimerCostBenchmark.class),

    /** The memory of many timers, and how late timers fire beside them. */
    TIMER_LIFE(TimerLifeBenchmark.class),

    /** Many periodic tasks. */
    PERIODIC(PeriodicBenchmark.class),

    /** Many items. */
    ITEMS(ItemBenchmark.class),

    /** Work that is submitted while somebody reads. */
    READS(ReadBenchmark.class),

    /** Work that does nothing, measured and observed. */
    METERS(DispatchBenchmark.class),

    /** Web applications that start. */
    STARTS(StartBenchmark.class);

    private final Class<?> benchmark;

    Group(Class<?> benchmark) {
        this.benchmark = benchmark;
    }

    Class<?> benchmark() {
        return benchmark;
    }

    Map<String, String> parameters(Scale scale) {
        return switch (this) {
            case DISPATCH -> Map.of("batch", String.valueOf(scale.batch()));
            case SLEEPING -> Map.of("plainWork", String.valueOf(scale.sleeps()), "load", Load.SLEEP.name());
            case SPINNING -> Map.of("plainWork", String.valueOf(scale.spins()), "load", Load.SPIN.name());
            case QUEUE -> Map.of("backlog", String.valueOf(scale.backlog()), "calls", String.valueOf(scale.calls()));
            case FEW_TIMERS -> scale.sources().fewTimersParameters();
            case MANY_TIMERS -> scale.sources().manyTimersParameters();
            case TIMER_LIFE -> scale.sources().timerLifeParameters();
            case PERIODIC -> scale.sources().periodicParameters();
            case ITEMS -> scale.sources().itemParameters();
            case READS -> scale.sources().readParameters();
            case METERS -> scale.applications().meterParameters();
            case STARTS -> Map.of();
        };
    }

    /** How often each of its cases is measured. */
    int rounds(Scale scale) {
        return switch (this) {
            case DISPATCH, SLEEPING, SPINNING, QUEUE -> scale.rounds();
            case FEW_TIMERS, MANY_TIMERS, TIMER_LIFE, PERIODIC, ITEMS, READS ->
                scale.sources().rounds();
            case METERS -> scale.applications().meterRounds();
            case STARTS -> scale.applications().starts();
        };
    }

    /** Whether it is repeated inside a virtual machine, so that the code that counts is compiled. */
    boolean isWarmedUp() {
        return this == DISPATCH || this == METERS;
    }

    /** What its samples are; empty if it has none. */
    Optional<String> samples() {
        return switch (this) {
            case SLEEPING, SPINNING, QUEUE -> Optional.of("start delays");
            case TIMER_LIFE -> Optional.of("timers fired");
            case PERIODIC -> Optional.of("periods");
            case READS -> Optional.of("submits");
            case DISPATCH, FEW_TIMERS, MANY_TIMERS, ITEMS, METERS, STARTS -> Optional.empty();
        };
    }

    /** How long the plain work of a round takes if nothing disturbs it; not a number where there is none. */
    double idealMillis(Scale scale) {
        return switch (this) {
            case SLEEPING -> Load.SLEEP.idealMillis(scale.sleeps());
            case SPINNING -> Load.SPIN.idealMillis(scale.spins());
            default -> Double.NaN;
        };
    }
}
