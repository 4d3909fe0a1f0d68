package io.tasky.supervisor;

import io.tasky.pool.PoolEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The runs that wait at the gate of a task, in the order they were accepted in. Guarded by the lock of its {@link GateLine}. */
final class RunsAtGate {

    /** A run that waits, and what enters the pool for it. */
    record Waiting(DefaultTaskRun<?> run, PoolEntry entry) {}

    /** By their numbers, which are in that order. */
    private final NavigableMap<Long, Waiting> runs = new TreeMap<>();

    /** How many there are; read without the lock. */
    private volatile int size;

    void add(DefaultTaskRun<?> run, PoolEntry entry) {
        runs.put(run.number(), new Waiting(run, entry));
        size = runs.size();
    }

    /** Answers false if it is not there. */
    boolean remove(DefaultTaskRun<?> run) {
        boolean removed = runs.remove(run.number()) != null;
        size = runs.size();
        return removed;
    }

    /** The first such run; null if there is none. */
    @Nullable
    DefaultTaskRun<?> first(Predicate<DefaultTaskRun<?>> wanted) {
        Waiting first = firstWaiting(wanted);
        return first == null ? null : first.run();
    }

    private @Nullable Waiting firstWaiting(Predicate<DefaultTaskRun<?>> wanted) {
        for (Waiting waiting : runs.values()) {
            if (wanted.test(waiting.run())) {
                return waiting;
            }
        }
        return null;
    }

    /** Takes out the first such run; null if there is none. */
    @Nullable
    Waiting takeFirst(Predicate<DefaultTaskRun<?>> wanted) {
        Waiting first = firstWaiting(wanted);
        if (first != null) {
            remove(first.run());
        }
        return first;
    }

    /** Takes out the first that waits for its first attempt; null if there is none. */
    @Nullable
    DefaultTaskRun<?> takeOldest() {
        Waiting oldest = takeFirst(run -> run.attempt() == 0);
        return oldest == null ? null : oldest.run();
    }

    boolean contains(DefaultTaskRun<?> run) {
        return runs.containsKey(run.number());
    }

    /** May be asked without the lock. */
    int size() {
        return size;
    }

    /** All of them, the first to enter first. */
    List<DefaultTaskRun<?>> all() {
        List<DefaultTaskRun<?>> all = new ArrayList<>(size);
        runs.values().forEach(waiting -> all.add(waiting.run()));
        return all;
    }
}
