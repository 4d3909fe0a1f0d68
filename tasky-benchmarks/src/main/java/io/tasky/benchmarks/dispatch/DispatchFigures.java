package io.tasky.benchmarks.dispatch;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What one iteration has found; JMH hands it from the forked virtual machine to the program. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class DispatchFigures {

    /** Nanoseconds for each piece of work, one thread submitting. */
    public double oneProducer;

    /** Nanoseconds for each piece of work, two threads submitting. */
    public double twoProducers;

    /** Bytes allocated for each piece of work, by all threads. */
    public double bytes;

    /** Microseconds from a submit until the submitter, who waits, knows that the work has run. */
    public double roundTrip;
}
