package io.tasky.pool;

import io.tasky.pool.PoolEntry.Next;
import io.tasky.pool.PoolEntry.Place;
import io.tasky.pool.SlotLedger.Admission;
import io.tasky.task.TaskPriority;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a pool: those that wait for a slot, and those that have one and wait for a thread. A slot is not bound
 * to a thread: whichever thread is free first picks the most important entry that has one. Not thread-safe: its pool's
 * lock guards it.
 */
final class PoolLines {

    private static final TaskPriority[] PRIORITIES = TaskPriority.values();

    private final SlotLedger ledger;

    private final EntryLine[] waiting = new EntryLine[PRIORITIES.length];

    private final EntryLine[] ready = new EntryLine[PRIORITIES.length];

    /** A bit for each priority that has an entry in a line of its own. */
    private int awaited;

    private int readyCount;

    PoolLines(SlotLedger ledger) {
        this.ledger = ledger;
        for (int i = 0; i < PRIORITIES.length; i++) {
            waiting[i] = new EntryLine();
            ready[i] = new EntryLine();
        }
    }

    /** An entry arrives; false if its line is full. */
    boolean admit(PoolEntry entry, boolean always) {
        TaskPriority priority = entry.priority();
        Admission admission = always && priority.usesSlots() ? ledger.readmit(priority) : ledger.admit(priority);
        switch (admission) {
            case STARTED -> makeReady(entry);
            case WAITING -> {
                entry.place = Place.WAITING;
                waiting[priority.ordinal()].add(entry);
            }
            case FULL -> {
                return false;
            }
        }
        awaited |= 1 << priority.ordinal();
        return true;
    }

    /** An entry's thread came back. */
    void settle(PoolEntry entry, Next next) {
        boolean closed = entry.place == Place.CLOSED_EARLY;
        if (next == Next.KEPT && !closed) {
            entry.place = Place.KEPT;
            return;
        }
        release(entry);
        if (next == Next.AGAIN) {
            admit(entry, true);
        }
    }

    /** An entry without a thread gives its slot back. */
    void giveBack(PoolEntry entry) {
        if (entry.place == Place.KEPT) {
            release(entry);
        } else if (entry.place == Place.RUNNING) {
            entry.place = Place.CLOSED_EARLY;
        }
    }

    /** Takes out an entry that has not started. */
    boolean remove(PoolEntry entry) {
        TaskPriority priority = entry.priority();
        if (entry.place == Place.WAITING) {
            waiting[priority.ordinal()].remove(entry);
            ledger.forget(priority);
            entry.place = Place.OUT;
        } else if (entry.place == Place.READY) {
            ready[priority.ordinal()].remove(entry);
            readyCount--;
            release(entry);
        } else {
            return false;
        }
        updateAwaited(priority);
        return true;
    }

    /** The entry that the next free thread runs. */
    @Nullable PoolEntry pollReady() {
        if (readyCount == 0) {
            return null;
        }
        int i = PRIORITIES.length - 1;
        PoolEntry entry = ready[i].poll();
        while (entry == null && i > 0) {
            entry = ready[--i].poll();
        }
        if (entry != null) {
            readyCount--;
            entry.place = Place.RUNNING;
            updateAwaited(PRIORITIES[i]);
        }
        return entry;
    }

    /** Lets every waiting entry that may have a slot have it. */
    void grant() {
        TaskPriority priority = ledger.next();
        while (priority != null) {
            PoolEntry entry = waiting[priority.ordinal()].poll();
            if (entry == null) {
                throw new IllegalStateException("The ledger let a " + priority + " run start that does not wait.");
            }
            makeReady(entry);
            priority = ledger.next();
        }
    }

    private void release(PoolEntry entry) {
        entry.place = Place.OUT;
        ledger.release(entry.priority());
        grant();
    }

    private void makeReady(PoolEntry entry) {
        entry.place = Place.READY;
        ready[entry.priority().ordinal()].add(entry);
        readyCount++;
    }

    private void updateAwaited(TaskPriority priority) {
        int i = priority.ordinal();
        if (waiting[i].isEmpty() && ready[i].isEmpty()) {
            awaited &= ~(1 << i);
        }
    }

    int awaited() {
        return awaited;
    }

    boolean hasReady() {
        return readyCount > 0;
    }

    boolean isIdle() {
        return ledger.taken() == 0 && ledger.critical() == 0 && awaited == 0;
    }

    void forEachWaiting(Consumer<PoolEntry> visitor, int limit) {
        int left = limit;
        for (int i = PRIORITIES.length - 1; i >= 0; i--) {
            left = ready[i].forEach(visitor, left);
            left = waiting[i].forEach(visitor, left);
        }
    }

    List<PoolEntry> removeWaiting() {
        List<PoolEntry> entries = new ArrayList<>();
        forEachWaiting(entries::add, Integer.MAX_VALUE);
        // The last first: a slot that comes free must not move an entry that is to be removed as well.
        for (int i = entries.size() - 1; i >= 0; i--) {
            remove(entries.get(i));
        }
        return entries;
    }
}
