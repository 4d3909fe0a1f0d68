package io.tasky.supervisor;

import java.util.ArrayList;
import java.util.List;

/**
 * Sources that found the gate of their task full, and are to be told, once, when that may have changed. Guarded by the lock of
 * its {@link GateLine}.
 */
final class SourcesAtGate {

    private final List<Runnable> sources = new ArrayList<>();

    /** Whether there are any; read without the lock. */
    private volatile boolean any;

    void add(Runnable source) {
        sources.add(source);
        any = true;
    }

    /** Whether any wait; may be asked without the lock. */
    boolean any() {
        return any;
    }

    /** Takes all of them out. */
    List<Runnable> take() {
        List<Runnable> told = List.copyOf(sources);
        sources.clear();
        any = false;
        return told;
    }
}
