package io.tasky.supervisor;

import java.util.ArrayList;
import java.util.List;

/** The sources that wait at a gate that is full. Guarded by the gate's lock, except where a method says otherwise. */
final class GateSources {

    private final List<Runnable> told = new ArrayList<>();

    /** Whether there are any. */
    private volatile boolean waiting;

    /** May be asked without the lock. */
    boolean isEmpty() {
        return !waiting;
    }

    /** Keeps what to call, once, when the gate has room. */
    void add(Runnable source) {
        told.add(source);
        waiting = true;
    }

    List<Runnable> takeAll() {
        List<Runnable> taken = List.copyOf(told);
        told.clear();
        waiting = false;
        return taken;
    }
}
