package io.tasky.pool;

import io.tasky.task.TaskPriority;
import org.jspecify.annotations.Nullable;

/**
 * Work that a pool gives a slot and a thread. The entry is its own place in line and its own permit, so that admission
 * costs no object beyond it. Its own state is guarded by the lock of the pool that it is in; on its way to a line, and when a
 * thread hands its slot on to it, it belongs to the one thread that has it.
 */
public abstract class PoolEntry implements Permit {

    /** What becomes of an entry's slot when {@link #run} returns. */
    public enum Next {
        /** The work is over: the slot goes back. */
        DONE,
        /** The slot goes back, and the entry waits again, as the last of its line. */
        AGAIN,
        /** The thread goes back, the slot does not until {@link #close()}. */
        KEPT
    }

    /** Where an entry is. */
    enum Place {
        /** In no pool. */
        OUT,
        /** On its way to its line. */
        INBOX,
        /** In line for a slot, or with a slot for a thread. */
        IN_LINE,
        /** On a thread. */
        RUNNING,
        /** On a thread, without a slot. */
        LENT,
        /** Has a slot and no thread. */
        KEPT
    }

    private TaskPriority priority;

    Place place = Place.OUT;

    /** Its place in the ring of its line. */
    int index;

    /** Whether its slot was given back while it was on a thread. */
    boolean closedEarly;

    /** The one that came before it into the inbox, or comes after it out of that. */
    @Nullable
    PoolEntry next;

    @Nullable
    Dispatcher pool;

    /** How many entries were in the inbox with this one on top. */
    int depth;

    /**
     * Creates an entry.
     *
     * @param priority its priority, until it is raised
     */
    protected PoolEntry(TaskPriority priority) {
        this.priority = priority;
    }

    /**
     * Does the work, or a turn of it, on a thread of the pool.
     *
     * @param before the entry that this thread ended a moment ago, or null if it had been idle
     * @return what becomes of the slot
     */
    protected abstract Next run(@Nullable PoolEntry before);

    /**
     * Does the work, or a turn of it, on this thread: how a {@link TaskPool} that has no threads of its own runs its
     * entries. The entry is in no pool meanwhile, and has no slot to give back.
     *
     * @return whether the entry is over, is to be run again, or goes on without a thread
     */
    public final Next runHere() {
        return run(null);
    }

    /**
     * The entry's priority.
     *
     * @return the priority
     */
    public final TaskPriority priority() {
        return priority;
    }

    /** Whether it is on a thread and has a slot; for that thread, or with its pool's lock held. */
    final boolean runsOnSlot() {
        return place == Place.RUNNING && priority.usesSlots();
    }

    /** Its pool's lock is held, and it is in no line. */
    final void raise(TaskPriority higher) {
        priority = higher;
    }

    /**
     * The entry that the calling thread executes, for work that wants to lend its slot.
     *
     * @return the entry, or null if this is no thread of a pool
     */
    public static @Nullable PoolEntry current() {
        return Worker.currentEntry();
    }

    /** Gives back a slot that was kept; otherwise does nothing. */
    @Override
    public final void close() {
        Dispatcher owner = pool;
        if (owner != null) {
            owner.change(lines -> lines.giveBack(this));
        }
    }
}
