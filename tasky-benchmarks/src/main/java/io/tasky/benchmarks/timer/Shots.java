package io.tasky.benchmarks.timer;

import io.tasky.benchmarks.probe.StartDelays;

/**
 * What the timers do: note how late they are. Made before anything is measured, so that the memory of the work, and that of
 * the keys, is nobody's. One thread expects; any may fire.
 */
final class Shots {

    private final Runnable[] actions;

    /** When each timer is due, in nanoseconds; what makes it pending makes it visible to the thread that fires it. */
    private final long[] due;

    private final StartDelays lateness;

    Shots(int timers) {
        actions = new Runnable[timers];
        due = new long[timers];
        lateness = new StartDelays(timers);
        for (int i = 0; i < timers; i++) {
            int timer = i;
            actions[i] = () -> fired(timer);
        }
    }

    int size() {
        return actions.length;
    }

    Runnable action(int timer) {
        return actions[timer];
    }

    /** The timer is about to be scheduled or reset. */
    void expect(int timer, long dueNanoTime) {
        due[timer] = dueNanoTime;
    }

    /** When a timer is due. */
    long due(int timer) {
        return due[timer];
    }

    void fired(int timer) {
        lateness.started(due[timer]);
    }

    StartDelays lateness() {
        return lateness;
    }
}
