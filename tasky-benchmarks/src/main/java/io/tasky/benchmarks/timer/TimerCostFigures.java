package io.tasky.benchmarks.timer;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What one iteration has found; JMH hands it from the forked virtual machine to the program. Nanoseconds for each timer. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class TimerCostFigures {

    /** To schedule it. */
    public double schedule;

    /** To put it off. */
    public double reset;

    /** To cancel it. */
    public double cancel;
}
