package io.tasky.pool;

import io.tasky.pool.PoolEntry.Next;
import io.tasky.pool.PoolEntry.Place;
import io.tasky.pool.SlotLedger.Admission;
import io.tasky.task.TaskPriority;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a pool: those that wait for a slot, and those that have one and wait for a thread. A slot is not bound
 * to a thread: whichever thread is free first picks the most important entry that has one. Not thread-safe: its pool's
 * lock guards it.
 */
final class PoolLines {

    /** From here on an entry is urgent: threads are kept for it that have not just worked for others. */
    static final TaskPriority URGENT = TaskPriority.HIGH;

    private static final TaskPriority[] PRIORITIES = TaskPriority.values();

    private final SlotLedger ledger;

    private final PriorityLines lines = new PriorityLines();

    private int readyCount;

    private long rejected;

    private final Handover handover;

    PoolLines(SlotLedger ledger, Handover handover) {
        this.ledger = ledger;
        this.handover = handover;
    }

    /** An entry arrives; false if its line is full. */
    boolean admit(PoolEntry entry, boolean always) {
        TaskPriority priority = entry.priority();
        Admission admission = always ? ledger.readmit(priority) : ledger.admit(priority);
        if (admission == Admission.FULL) {
            return false;
        }
        lines.add(entry);
        if (admission == Admission.STARTED) {
            grantFirst(priority);
        }
        return true;
    }

    /** Entries arrive that were accepted before, linked in the order they came. */
    void admitAll(@Nullable PoolEntry first) {
        PoolEntry entry = first;
        while (entry != null) {
            PoolEntry following = entry.next;
            // Or whoever holds a run that has ended would keep those that came after it.
            entry.next = null;
            admit(entry, true);
            entry = following;
        }
    }

    /** Before the lines are looked at: no thread takes anything without the lock until {@link #handOver()}. */
    void takeBack() {
        TaskPriority priority = handover.priority();
        if (priority != null) {
            ledger.swapped(priority, handover.close());
            lines.shortened(priority);
        }
    }

    /** Afterwards: lets threads exchange the entry they end for the one that goes next anyway. */
    void handOver() {
        TaskPriority priority = handOverOf();
        if (priority != null) {
            handover.open(priority, lines.of(priority), ledger.waiting(priority));
        }
    }

    /** The highest priority that has an entry, if each slot that comes free goes to one that waits there. */
    private @Nullable TaskPriority handOverOf() {
        TaskPriority highest = lines.highest();
        return highest != null && ledger.handsOn(highest) ? highest : null;
    }

    /** A bit for each priority whose entries must not go by the inbox. */
    int direct(boolean threadWaking) {
        // An entry that comes before those that are handed over has to be seen at once.
        TaskPriority handed = handOverOf();
        int priorities = handed == null ? 1 << TaskPriority.CRITICAL.ordinal() : -1 << (handed.ordinal() + 1);
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
        if (next == Next.KEPT && !entry.closedEarly) {
            entry.place = Place.KEPT;
            return;
        }
        release(entry);
        if (next == Next.AGAIN) {
            admit(entry, true);
        }
    }

    /** An entry gives its slot back, now or as soon as its thread returns. */
    boolean giveBack(PoolEntry entry) {
        if (entry.place == Place.KEPT) {
            release(entry);
            return true;
        }
        // On a thread still: it takes effect when the thread returns.
        entry.closedEarly = true;
        return true;
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
        EntryLine line = lines.of(priority);
        if (!line.contains(entry)) {
            return false;
        }
        boolean granted = line.isGranted(entry);
        lines.remove(entry);
        entry.place = Place.OUT;
        if (granted) {
            readyCount--;
            release(entry);
        } else {
            ledger.forget(priority);
        }
        return true;
    }

    /** The entry that the next free thread runs; null for a thread that runs urgent ones only if no such entry is ready. */
    @Nullable
    PoolEntry pollReady(boolean urgentOnly) {
        if (!hasReady(urgentOnly)) {
            return null;
        }
        PoolEntry entry = lines.pollGranted();
        if (entry != null) {
            readyCount--;
            entry.place = Place.RUNNING;
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
        lines.of(priority).grant();
        readyCount++;
    }

    private void release(PoolEntry entry) {
        entry.place = Place.OUT;
        ledger.release(entry.priority());
        grant();
    }

    /** A bit for each priority that has an entry in a line. */
    int awaited() {
        return lines.present();
    }

    /** Whether an entry has a slot and waits for a thread; an urgent one if only those are asked for. */
    boolean hasReady(boolean urgentOnly) {
        return readyCount > 0 && (!urgentOnly || lines.hasGranted(URGENT));
    }

    boolean isIdle() {
        return ledger.taken() == 0 && ledger.critical() == 0 && lines.present() == 0;
    }

    /** An entry was refused; answers what to throw. */
    PoolFullException reject(TaskPriority priority) {
        rejected++;
        int depth = priority.usesSlots() ? ledger.waiting(priority) : ledger.critical();
        return new PoolFullException(ledger.config(), priority, depth);
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
        return lines.forEach(visitor, limit);
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
