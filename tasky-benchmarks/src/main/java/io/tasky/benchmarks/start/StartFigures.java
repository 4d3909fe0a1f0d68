package io.tasky.benchmarks.start;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What one iteration has found; JMH hands it from the forked virtual machine to the program. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class StartFigures {

    /** Milliseconds until it has started. */
    public double start;

    /** Megabytes that its objects hold. */
    public double objects;

    /** Megabytes that the process holds. */
    public double resident;

    /** Its threads. */
    public double threads;
}
