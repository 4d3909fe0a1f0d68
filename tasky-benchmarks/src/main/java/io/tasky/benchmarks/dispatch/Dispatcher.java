package io.tasky.benchmarks.dispatch;

import io.tasky.benchmarks.probe.Progress;
import org.openjdk.jmh.infra.Blackhole;

/** A way to run work on other threads. Thread-safe. */
public interface Dispatcher extends AutoCloseable {

    /**
     * Submits work that does nothing.
     *
     * @param handles takes the handle that a caller gets, where there is one
     */
    void noop(Blackhole handles);

    /** Submits, in the same way, work that calls {@link Progress#mark()}. */
    void marker();

    /** Ends its threads. */
    @Override
    void close();
}
