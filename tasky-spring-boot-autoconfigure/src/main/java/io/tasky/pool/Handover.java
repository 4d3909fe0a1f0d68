package io.tasky.pool;

import io.tasky.task.TaskPriority;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a thread that ends an entry gets the next one without the pool's lock, for the slot that it has. Whoever holds the
 * lock opens it, onto the front of a line, when nothing but the order of that line decides who goes next; and closes it
 * before looking at the lines again. Thread-safe.
 *
 * <p>Taking is one compare-and-set of a cursor: an index in the low half, and a count of openings and closings in the high
 * half. So nobody takes anything after a closing, however late they come, nor from a ring that has changed since.
 */
final class Handover {

    private static final @Nullable PoolEntry[] NOTHING = new PoolEntry[1];

    /** So often the counts are brought up to date at least. */
    private static final int LONGEST = 64;

    private static final int COUNT_SHIFT = 32;

    private static final long INDEX_MASK = 0xFFFF_FFFFL;

    private static final long ONE_CHANGE = 1L << COUNT_SHIFT;

    private static final VarHandle CURSOR = FieldHandle.of(MethodHandles.lookup(), "cursor", long.class);

    /** Open while the count in its high half is odd. */
    private volatile long cursor;

    /** Written while closed, as are the end and whether the line is an urgent one. */
    private @Nullable PoolEntry[] ring = NOTHING;

    private int end;

    private boolean urgent;

    /** The line it is open onto, and its priority; null while closed. Guarded by the pool's lock. */
    private @Nullable EntryLine line;

    private @Nullable TaskPriority priority;

    /** The next entry; null if this is closed or used up, or if only an urgent one is asked for and this has others. */
    @Nullable
    PoolEntry take(boolean urgentOnly) {
        long seen = cursor;
        while (isOpen(seen) && (int) seen != end && (urgent || !urgentOnly)) {
            // Read once: a longer ring may take its place at any moment, and the cursor tells of it below.
            @Nullable PoolEntry[] entries = ring;
            PoolEntry entry = entries[(int) seen & (entries.length - 1)];
            long following = (seen & ~INDEX_MASK) | (seen + 1 & INDEX_MASK);
            // A gap is passed like an entry.
            if (CURSOR.compareAndSet(this, seen, following) && entry != null) {
                return entry;
            }
            seen = cursor;
        }
        return null;
    }

    /** Whether all that it was opened for has been taken. */
    boolean isUsedUp() {
        long seen = cursor;
        return isOpen(seen) && (int) seen == end;
    }

    /** The priority of the line it is open onto; null while closed. Lock held. */
    @Nullable
    TaskPriority priority() {
        return priority;
    }

    /** Opens onto the front of a line in which so many wait for a slot. Lock held, and closed. */
    void open(TaskPriority of, EntryLine onto, int waiting) {
        priority = of;
        line = onto;
        ring = onto.ring();
        urgent = of.compareTo(PriorityLines.URGENT) >= 0;
        end = onto.head + onto.reach(Math.min(LONGEST, waiting));
        cursor = ((cursor & ~INDEX_MASK) + ONE_CHANGE) | (onto.head & INDEX_MASK);
    }

    private static boolean isOpen(long cursor) {
        return (cursor & ONE_CHANGE) != 0;
    }

    /** Answers how many entries were taken. Lock held, and open. */
    int close() {
        EntryLine from = Objects.requireNonNull(line, "it is closed already");
        long seen = cursor;
        while (!CURSOR.compareAndSet(this, seen, seen + ONE_CHANGE)) {
            seen = cursor;
        }
        priority = null;
        line = null;
        ring = NOTHING;
        return from.takenUpTo((int) seen);
    }
}
