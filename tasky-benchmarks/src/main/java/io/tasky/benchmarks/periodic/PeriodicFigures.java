package io.tasky.benchmarks.periodic;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What one iteration has found; JMH hands it from the forked virtual machine to the program. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class PeriodicFigures {

    /** Percent of one processor. */
    public double cpu;

    /** The jitter that half of the starts kept, in milliseconds. */
    public double p50;

    /** The jitter that 99 of 100 starts kept, in milliseconds. */
    public double p99;

    /** The largest jitter, in milliseconds. */
    public double max;

    /** For how many starts it was measured. */
    public double samples;

    /** Runs divided by the ticks that came. */
    public double runs;

    /** How far the ticks moved off their grid, in milliseconds. */
    public double drift;
}
