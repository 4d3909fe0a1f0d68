package io.tasky.benchmarks.timer;

import io.tasky.benchmarks.probe.StartDelays;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What one iteration has found; JMH hands it from the forked virtual machine to the program. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class TimerLifeFigures {

    /** Bytes held for each pending timer. */
    public double heap;

    /** How many percent more it is after resets. */
    public double growth;

    /** The lateness that half of the timers kept, in milliseconds. */
    public double p50;

    /** The lateness that 99 of 100 kept, in milliseconds. */
    public double p99;

    /** The longest lateness, in milliseconds. */
    public double max;

    /** How many timers fired. */
    public double samples;

    /** How many of them fired before their time. */
    public double early;

    /** Percent of one processor while timers are scheduled, reset, and fire. */
    public double cpu;

    void take(StartDelays lateness) {
        samples = lateness.count();
        early = lateness.early();
        p50 = lateness.millis(0.5);
        p99 = lateness.millis(0.99);
        max = lateness.millis(1);
    }
}
