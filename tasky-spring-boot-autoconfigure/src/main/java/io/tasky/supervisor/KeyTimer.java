package io.tasky.supervisor;

import org.jspecify.annotations.Nullable;

/** The timer of one key. Guarded by its stripe. */
final class KeyTimer extends TimerCell {

    /** That of the key, as {@link KeyTable} has it. */
    final int hash;

    /** The next one in the same place of the table. */
    @Nullable
    KeyTimer next;

    private final Object key;

    /** Whether a run of this key waits or goes on: they do not overlap. */
    boolean running;

    /** Whether it stands in the stripe's heap, at its due moment or an earlier one. */
    boolean queued;

    /** Whether the stripe has forgotten it, and the heap has not yet. */
    boolean gone;

    KeyTimer(Object key, int hash) {
        this.key = key;
        this.hash = hash;
    }

    Object key() {
        return key;
    }

    boolean canStart() {
        return owes() && !running;
    }
}
