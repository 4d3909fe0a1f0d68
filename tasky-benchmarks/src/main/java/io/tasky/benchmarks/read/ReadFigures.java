package io.tasky.benchmarks.read;

import io.tasky.benchmarks.probe.StartDelays;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What one iteration has found; JMH hands it from the forked virtual machine to the program. Times in milliseconds. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class ReadFigures {

    /** The time that half of the submits took at most. */
    public double p50;

    /** The time that 99 of 100 took at most. */
    public double p99;

    /** The time of the slowest. */
    public double max;

    /** How many there were. */
    public double samples;

    /** The milliseconds of the slowest page of tasks. */
    public double page;

    /** The kilobytes of the largest. */
    public double pageSize;

    void take(StartDelays submits) {
        samples = submits.count();
        p50 = submits.millis(0.5);
        p99 = submits.millis(0.99);
        max = submits.millis(1);
    }
}
