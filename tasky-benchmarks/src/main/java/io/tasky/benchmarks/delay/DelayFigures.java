package io.tasky.benchmarks.delay;

import io.tasky.benchmarks.probe.StartDelays;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What one iteration has found; JMH hands it from the forked virtual machine to the program. Times in milliseconds. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class DelayFigures {

    /** The start delay that half of the urgent work kept. */
    public double p50;

    /** The start delay that 99 of 100 kept. */
    public double p99;

    /** The longest start delay. */
    public double max;

    /** How many pieces of urgent work were measured. */
    public double samples;

    /** From the first submit of plain work until the last piece of it had ended. */
    public double plainTotal;

    void take(StartDelays delays) {
        samples = delays.count();
        p50 = delays.millis(0.5);
        p99 = delays.millis(0.99);
        max = delays.millis(1);
    }
}
