package io.tasky.pool;

import io.tasky.task.TaskPriority;
import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of slots: who may start, who waits, who goes next. It counts only; it knows no threads, no clock and no
 * work. Not thread-safe: its pool's lock guards it.
 *
 * <p>After each change that may let a waiting run start, {@link #next()} is called until it answers null. So a run waits
 * only if no slot is free for its priority, and nothing that arrives can overtake it.
 */
class SlotLedger {

    /** What becomes of an arriving run. */
    enum Admission {
        /** It has a slot. */
        STARTED,
        /** It waits. */
        WAITING,
        /** Its line is full; nothing has changed. */
        FULL
    }

    /** The priorities that use slots. */
    static final TaskPriority[] HIGHEST_FIRST = {TaskPriority.HIGH, TaskPriority.NORMAL, TaskPriority.LOW};

    private PoolConfig config;

    private int taken;

    private int critical;

    private final int[] waiting = new int[TaskPriority.values().length];

    SlotLedger(PoolConfig config) {
        this.config = config;
    }

    /** A run arrives. */
    Admission admit(TaskPriority priority) {
        if (canStart(priority)) {
            take(priority);
            return Admission.STARTED;
        }
        if (isFull(priority)) {
            return Admission.FULL;
        }
        waiting[priority.ordinal()]++;
        return Admission.WAITING;
    }

    /** A run arrives that was accepted before: neither its line nor the fuse is ever full. */
    Admission readmit(TaskPriority priority) {
        if (canStart(priority) || !priority.usesSlots()) {
            take(priority);
            return Admission.STARTED;
        }
        waiting[priority.ordinal()]++;
        return Admission.WAITING;
    }

    /** Takes a slot if a run of that priority would start now. */
    boolean tryTake(TaskPriority priority) {
        if (!canStart(priority)) {
            return false;
        }
        take(priority);
        return true;
    }

    /** A run that had a slot is over. */
    void release(TaskPriority priority) {
        if ((priority.usesSlots() ? taken : critical) == 0) {
            throw new IllegalStateException("A slot of pool '" + config.name() + "' was given back twice.");
        }
        if (priority.usesSlots()) {
            taken--;
        } else {
            critical--;
        }
    }

    /** A waiting run left its line without starting. */
    void forget(TaskPriority priority) {
        waiting[priority.ordinal()]--;
    }

    /** Lets the run that is first in line start, if it may: its slot is taken and its priority returned. */
    @Nullable
    TaskPriority next() {
        for (TaskPriority priority : HIGHEST_FIRST) {
            if (waiting[priority.ordinal()] > 0) {
                // Limits grow with priority: if this one may not start, no lower one may either.
                if (taken >= config.limit(priority)) {
                    return null;
                }
                start(priority);
                return priority;
            }
        }
        return null;
    }

    /** Whether a run of that priority waits and may have a slot, whoever else waits. */
    boolean mayStart(TaskPriority priority) {
        return waiting[priority.ordinal()] > 0 && taken < config.limit(priority);
    }

    /** Lets the first run of a priority start that may. */
    void start(TaskPriority priority) {
        waiting[priority.ordinal()]--;
        take(priority);
    }

    /** Whether a run that lent its slot may have one again: it goes before all that wait. */
    boolean mayRetake(TaskPriority priority) {
        return taken < config.limit(priority);
    }

    /** Takes a slot for a run that lent its own, if it may have one. */
    boolean retake(TaskPriority priority) {
        if (!mayRetake(priority)) {
            return false;
        }
        take(priority);
        return true;
    }

    /** Whether a slot that comes free goes to a waiting run of that priority, if no higher one waits. */
    boolean handsOn(TaskPriority priority) {
        return waiting[priority.ordinal()] > 0 && isWithinReach(priority);
    }

    /** Waiting runs have started with the slots of others that are over. */
    void swapped(TaskPriority priority, int runs) {
        waiting[priority.ordinal()] -= runs;
    }

    /** Changes the sizes; what has a slot keeps it. */
    void resize(PoolConfig sizes) {
        this.config = sizes;
    }

    boolean isFull(TaskPriority priority) {
        return !priority.usesSlots() || waiting[priority.ordinal()] >= config.maxWaiting();
    }

    boolean canStart(TaskPriority priority) {
        if (!priority.usesSlots()) {
            return critical < config.criticalMax();
        }
        return taken < config.limit(priority) && !isAwaited(priority);
    }

    /** How many runs of a priority could start now, one after the other. */
    int available(TaskPriority priority) {
        if (!priority.usesSlots()) {
            return Math.max(0, config.criticalMax() - critical);
        }
        return isAwaited(priority) ? 0 : Math.max(0, config.limit(priority) - taken);
    }

    private boolean isAwaited(TaskPriority atLeast) {
        for (int i = atLeast.ordinal(); i < waiting.length; i++) {
            if (waiting[i] > 0) {
                return true;
            }
        }
        return false;
    }

    private void take(TaskPriority priority) {
        if (priority.usesSlots()) {
            taken++;
        } else {
            critical++;
        }
    }

    PoolConfig config() {
        return config;
    }

    /** Whether a slot that comes free now is one that a run of that priority may have. */
    boolean isWithinReach(TaskPriority priority) {
        // The one that comes free is among those taken.
        return taken <= config.limit(priority);
    }

    int taken() {
        return taken;
    }

    int critical() {
        return critical;
    }

    int waiting(TaskPriority priority) {
        return waiting[priority.ordinal()];
    }
}
