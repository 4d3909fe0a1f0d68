package io.tasky.pool;

import io.tasky.task.TaskPriority;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Where entries are left that could not start now anyway, so that who brings them need not wait for the pool's lock. Who
 * holds the lock next takes them all out, in the order they came. Thread-safe.
 *
 * <p>Bringing is allowed only while the door of the entry's priority is shut: no slot is free for it, or a thread is
 * waking up and will look here. The door is opened by a volatile write and the inbox looked at after that; an entry is
 * added by a volatile write and the door looked at after that. So one of the two sides sees the other.
 */
final class Inbox {

    /** Who finds it full takes it to the lines, while what came is still in the processor's cache. */
    private static final int CAPACITY = 128;

    /** A smaller line is always counted exactly, under the lock. */
    private static final int SMALLEST_LINE = 96;

    /** The shares of a line: already in it, in the inbox, and in the hands of who has seen the door shut a moment ago. */
    private static final int SHARES = 3;

    private static final VarHandle TOP = FieldHandle.of(MethodHandles.lookup(), "top", PoolEntry.class);

    /** The entry that came last; each links to the one before it. */
    private volatile @Nullable PoolEntry top;

    /** A bit for each priority whose entries have to go to the lock. */
    private volatile int open = -1;

    /** Leaves an entry here, unless its door is open or too many are here already. */
    boolean bring(PoolEntry entry, int maxWaiting) {
        PoolEntry before = top;
        while (!isOpen(entry.priority()) && depth(before) < Math.min(CAPACITY, share(maxWaiting))) {
            entry.next = before;
            entry.depth = depth(before) + 1;
            if (TOP.compareAndSet(this, before, entry)) {
                return true;
            }
            before = top;
        }
        entry.next = null;
        return false;
    }

    private static int depth(@Nullable PoolEntry entry) {
        return entry == null ? 0 : entry.depth;
    }

    /** How many entries of one priority may be in its line while its door is shut. */
    static int share(int maxWaiting) {
        return maxWaiting < SMALLEST_LINE ? 0 : maxWaiting / SHARES;
    }

    boolean isOpen(TaskPriority priority) {
        return (open & 1 << priority.ordinal()) != 0;
    }

    boolean isEmpty() {
        return top == null;
    }

    /** Takes all entries out, linked in the order they came. Lock held. */
    @Nullable
    PoolEntry takeAll() {
        PoolEntry entry = top == null ? null : (PoolEntry) TOP.getAndSet(this, null);
        PoolEntry first = null;
        while (entry != null) {
            PoolEntry earlier = entry.next;
            entry.next = first;
            first = entry;
            entry = earlier;
        }
        return first;
    }

    /** Says whose entries have to go to the lock; true if entries came that nobody has looked at. Lock held. */
    boolean setOpen(int priorities) {
        if (open == priorities) {
            return false;
        }
        open = priorities;
        return top != null;
    }
}
