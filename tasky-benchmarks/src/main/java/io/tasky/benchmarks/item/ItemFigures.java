package io.tasky.benchmarks.item;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What one iteration has found; JMH hands it from the forked virtual machine to the program. Million items a second. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class ItemFigures {

    /** With 1 worker and 1 producer. */
    public double w1p1;

    /** With 2 workers and 1 producer. */
    public double w2p1;

    /** With 4 workers and 1 producer. */
    public double w4p1;

    /** With 2 workers and 2 producers. */
    public double w2p2;

    /** With 4 workers and 2 producers. */
    public double w4p2;

    /** How many items of all were put and not handled, or handled more than once. */
    public double lost;
}
