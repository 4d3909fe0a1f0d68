package io.tasky.pool;

import io.tasky.pool.PoolEntry.Next;
import io.tasky.pool.PoolEntry.Place;
import io.tasky.pool.SlotLedger.Admission;
import io.tasky.task.TaskPriority;
import io.tasky.task.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a pool: those that wait for a slot, and those that have one and wait for a thread. A slot is not bound
 * to a thread: whichever thread is free first picks the most important entry that has one. Not thread-safe: its pool's
 * lock guards it.
 */
final class PoolLines {

    private final SlotLedger ledger;

    private final PriorityLines lines = new PriorityLines();

    private final Aging aging;

    private final PoolWaits waits;

    private final Shortcuts shortcuts;

    private final PoolFigures figures;

    PoolLines(SlotLedger ledger, Handover handover, TimeSource time) {
        this.ledger = ledger;
        this.aging = new Aging(ledger, lines, time);
        this.waits = new PoolWaits(ledger);
        this.shortcuts = new Shortcuts(ledger, lines, aging, waits, handover);
        this.figures = new PoolFigures(ledger);
    }

    SlotLedger ledger() {
        return ledger;
    }

    Shortcuts shortcuts() {
        return shortcuts;
    }

    PoolWaits waits() {
        return waits;
    }

    PoolFigures figures() {
        return figures;
    }

    /** An entry arrives; false if its line is full. */
    boolean admit(PoolEntry entry, boolean always) {
        TaskPriority priority = entry.priority();
        Admission admission = always ? ledger.readmit(priority) : ledger.admit(priority);
        if (admission == Admission.FULL) {
            return false;
        }
        lines.add(entry);
        if (aging.isOn()) {
            aging.stamp(entry);
        }
        if (admission == Admission.STARTED) {
            lines.grant(priority);
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

    /**
     * An entry arrives; if its line is full, the first one there that may go makes room. Answers that one, the newcomer itself
     * if nobody could go, or null if there was room.
     */
    @Nullable
    PoolEntry admitInstead(PoolEntry entry, Predicate<PoolEntry> mayGo) {
        if (admit(entry, false)) {
            return null;
        }
        PoolEntry gone = lines.of(entry.priority()).firstWaiting(mayGo);
        if (gone == null) {
            return entry;
        }
        figures.rejected();
        remove(gone);
        // As many wait as before, which may be more than the line takes by now.
        admit(entry, true);
        return gone;
    }

    /** Takes out an entry that has not started. */
    boolean remove(PoolEntry entry) {
        if (!lines.of(entry.priority()).contains(entry)) {
            return false;
        }
        if (lines.remove(entry)) {
            release(entry);
        } else {
            ledger.forget(entry.priority());
        }
        return true;
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

    /** An entry that waits for a slot gets a higher priority; false if it does not wait here. */
    boolean raise(PoolEntry entry, TaskPriority atLeast) {
        if (!lines.isWaiting(entry)) {
            return false;
        }
        boolean fuseBlown = !atLeast.usesSlots() && !ledger.canStart(atLeast);
        TaskPriority priority = fuseBlown ? TaskPriority.HIGH : atLeast;
        if (priority.compareTo(entry.priority()) > 0) {
            remove(entry);
            entry.raise(priority);
            admit(entry, true);
        }
        return true;
    }

    /** An entry's thread came back. */
    void settle(PoolEntry entry, Next next) {
        boolean slotless = waits.lent().ended(entry);
        if (next == Next.KEPT && !entry.closedEarly && !slotless) {
            entry.place = Place.KEPT;
            return;
        }
        if (!slotless) {
            release(entry);
        }
        if (next == Next.AGAIN) {
            admit(entry, true);
        }
    }

    /** An entry gives its slot back, now or as soon as its thread returns. */
    boolean giveBack(PoolEntry entry) {
        if (entry.place == Place.KEPT) {
            release(entry);
        } else {
            // On a thread still: it takes effect when the thread returns.
            entry.closedEarly = true;
        }
        return true;
    }

    boolean resize(PoolConfig sizes) {
        ledger.resize(sizes);
        aging.resize(sizes.aging());
        return true;
    }

    private void release(PoolEntry entry) {
        entry.place = Place.OUT;
        ledger.release(entry.priority());
        grant();
    }

    /** Lets everybody have a slot who may have one; and those come in for whom there is room then. */
    void grant() {
        waits.giveBackSlots();
        TaskPriority priority = next();
        while (priority != null) {
            lines.grant(priority);
            priority = next();
        }
        waits.letIn(entry -> admit(entry, false));
    }

    private @Nullable TaskPriority next() {
        return aging.isOn() ? aging.next() : ledger.next();
    }

    /** The entry that the next free thread runs; null for a thread that runs urgent ones only if no such entry is ready. */
    @Nullable
    PoolEntry pollReady(boolean urgentOnly) {
        return lines.pollReady(urgentOnly);
    }

    /** Whether an entry has a slot and waits for a thread; an urgent one if only those are asked for. */
    boolean hasReady(boolean urgentOnly) {
        return lines.hasReady(urgentOnly);
    }

    /** A bit for each priority that a slot is wanted for; negative if that may change as time goes by. */
    int awaited() {
        int bits = lines.present() | waits.lent().awaited();
        return aging.isOn() ? bits | aging.risen() : bits;
    }

    boolean isIdle() {
        return ledger.taken() == 0
                && ledger.critical() == 0
                && lines.present() == 0
                && waits.lent().isEmpty();
    }

    int forEachWaiting(Consumer<PoolEntry> visitor, int limit) {
        return aging.isOn() ? aging.forEach(visitor, limit) : lines.forEach(visitor, limit);
    }
}
