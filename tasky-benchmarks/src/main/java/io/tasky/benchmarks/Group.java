package io.tasky.benchmarks;

import io.tasky.benchmarks.delay.DelayBenchmark;
import io.tasky.benchmarks.delay.Load;
import io.tasky.benchmarks.delay.QueueBenchmark;
import io.tasky.benchmarks.dispatch.DispatchBenchmark;
import java.util.Map;

/** Cases that are measured in the same rounds, in the same way. */
enum Group {

    /** Work that does nothing. */
    DISPATCH(DispatchBenchmark.class),

    /** Urgent work beside work that sleeps. */
    SLEEPING(DelayBenchmark.class),

    /** Urgent work beside work that uses all processors. */
    SPINNING(DelayBenchmark.class),

    /** Urgent work beside a long queue. */
    QUEUE(QueueBenchmark.class);

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
