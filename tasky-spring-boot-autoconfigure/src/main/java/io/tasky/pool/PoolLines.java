package io.tasky.pool;

import io.tasky.pool.PoolEntry.Next;
import io.tasky.pool.PoolEntry.Place;
import io.tasky.pool.SlotLedger.Admission;
import io.tasky.task.TaskPriority;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
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

    private final EntryLine[] lines = new EntryLine[PRIORITIES.length];

    /** A bit for each priority that has an entry in a line of its own. */
    private int awaited;

    private int readyCount;

    private long rejected;

    PoolLines(SlotLedger ledger) {
        this.ledger = ledger;
        for (int i = 0; i < PRIORITIES.length; i++) {
            lines[i] = new EntryLine();
        }
    }

    /** An entry arrives; false if its line is full. */
    boolean admit(PoolEntry entry, boolean always) {
        TaskPriority priority = entry.priority();
        Admission admission = always ? ledger.readmit(priority) : ledger.admit(priority);
        if (admission == Admission.FULL) {
            return false;
        }
        lines[priority.ordinal()].add(entry);
        if (admission == Admission.STARTED) {
            grantFirst(priority);
        }
        awaited |= 1 << priority.ordinal();
        return true;
    }

    /** Entries arrive that were accepted before, linked in the order they came. */
    void admitAll(@Nullable PoolEntry first) {
        PoolEntry entry = first;
        while (entry != null) {
            PoolEntry following = entry.next;
            admit(entry, true);
            entry = following;
        }
    }

    /** A bit for each priority whose entries must not go by the inbox. */
    int urgent(boolean threadWaking) {
        int priorities = 1 << TaskPriority.CRITICAL.ordinal();
        int share = Inbox.share(ledger.config().maxWaiting());
        for (int i = 0; i < TaskPriority.CRITICAL.ordinal(); i++) {
            if ((!threadWaking && ledger.canStart(PRIORITIES[i])) || ledger.waiting(PRIORITIES[i]) >= share) {
                priorities |= 1 << i;
            }
        }
        return priorities;
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

    /** An entry without a thread gives its slot back; false if it had none to give. */
    boolean giveBack(PoolEntry entry) {
        if (entry.place == Place.KEPT) {
            release(entry);
            return true;
        }
        if (entry.place == Place.RUNNING) {
            entry.place = Place.CLOSED_EARLY;
            return true;
        }
        return false;
    }

    boolean giveBack(TaskPriority slotOf) {
        ledger.release(slotOf);
        return true;
    }

    boolean tryTake(TaskPriority priority) {
        return ledger.tryTake(priority);
    }

    int available(TaskPriority priority) {
        return ledger.available(priority);
    }

    boolean resize(PoolConfig sizes) {
        ledger.resize(sizes);
        return true;
    }

    /** Takes out an entry that has not started. */
    boolean remove(PoolEntry entry) {
        TaskPriority priority = entry.priority();
        if (entry.place == Place.WAITING) {
            lines[priority.ordinal()].remove(entry);
            ledger.forget(priority);
            entry.place = Place.OUT;
        } else if (entry.place == Place.READY) {
            lines[priority.ordinal()].remove(entry);
            readyCount--;
            release(entry);
        } else {
            return false;
        }
        updateAwaited(priority);
        return true;
    }

    /** The entry that the next free thread runs. */
    @Nullable
    PoolEntry pollReady() {
        if (readyCount == 0) {
            return null;
        }
        int i = PRIORITIES.length - 1;
        while (i > 0 && !lines[i].hasGranted()) {
            i--;
        }
        PoolEntry entry = lines[i].pollGranted();
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
            grantFirst(priority);
            priority = ledger.next();
        }
    }

    private void grantFirst(TaskPriority priority) {
        lines[priority.ordinal()].grant();
        readyCount++;
    }

    private void release(PoolEntry entry) {
        entry.place = Place.OUT;
        ledger.release(entry.priority());
        grant();
    }

    private void updateAwaited(TaskPriority priority) {
        int i = priority.ordinal();
        if (lines[i].isEmpty()) {
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

    /** An entry was refused; answers what to throw. */
    PoolFullException reject(TaskPriority priority) {
        rejected++;
        int depth = priority.usesSlots() ? ledger.waiting(priority) : ledger.critical();
        return new PoolFullException(ledger.config(), priority, depth);
    }

    RejectedExecutionException closed() {
        return new RejectedExecutionException("Pool '" + ledger.config().name()
                + "' is closed and takes no more work. Submit before the application stops.");
    }

    PoolSnapshot snapshot(int threads) {
        Map<TaskPriority, Integer> counts = new EnumMap<>(TaskPriority.class);
        for (TaskPriority priority : PRIORITIES) {
            if (priority.usesSlots()) {
                counts.put(priority, ledger.waiting(priority));
            }
        }
        return new PoolSnapshot(ledger.config(), ledger.taken(), ledger.critical(), counts, threads, rejected);
    }

    int forEachWaiting(Consumer<PoolEntry> visitor, int limit) {
        int left = limit;
        for (int i = PRIORITIES.length - 1; i >= 0; i--) {
            left = lines[i].forEach(visitor, left);
        }
        return left;
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
