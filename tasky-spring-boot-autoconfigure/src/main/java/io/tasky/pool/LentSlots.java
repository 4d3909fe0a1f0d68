package io.tasky.pool;

import io.tasky.pool.PoolEntry.Place;
import io.tasky.task.TaskPriority;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The entries that go on without their slot, which others use meanwhile, and those of them that wait to have one again. Not
 * thread-safe: its pool's lock guards it.
 */
final class LentSlots {

    private final SlotLedger ledger;

    private final WaiterLines returning = new WaiterLines();

    /** How many entries have no slot now, those that wait for one included. */
    private int count;

    LentSlots(SlotLedger ledger) {
        this.ledger = ledger;
    }

    /** Takes the slot of an entry that runs; false if it has none to lend. */
    boolean lend(PoolEntry entry) {
        if (!entry.runsOnSlot()) {
            return false;
        }
        entry.place = Place.LENT;
        count++;
        ledger.release(entry.priority());
        return true;
    }

    /** Gives an entry a slot again: at once, in which case it answers null, or as soon as it may have one. */
    @Nullable
    Waiter reclaim(PoolEntry entry) {
        if (entry.place != Place.LENT) {
            return null;
        }
        if (ledger.retake(entry.priority())) {
            back(entry, Place.RUNNING);
            return null;
        }
        return returning.add(entry);
    }

    /** Gives slots to those that wait for one and may have it, the first to come first. */
    void giveBack(Consumer<Waiter> served) {
        for (Waiter waiter = first(); waiter != null; waiter = first()) {
            ledger.retake(waiter.entry.priority());
            returning.remove(waiter);
            back(waiter.entry, Place.RUNNING);
            served.accept(waiter);
        }
    }

    private @Nullable Waiter first() {
        Waiter first = null;
        for (TaskPriority priority : SlotLedger.HIGHEST_FIRST) {
            Waiter waiter = returning.first(priority);
            if (waiter != null && ledger.mayRetake(priority) && (first == null || waiter.arrival - first.arrival < 0)) {
                first = waiter;
            }
        }
        return first;
    }

    /** The thread of an entry came back; answers whether it came without a slot. */
    boolean ended(PoolEntry entry) {
        if (entry.place != Place.LENT) {
            return false;
        }
        back(entry, Place.OUT);
        return true;
    }

    private void back(PoolEntry entry, Place place) {
        entry.place = place;
        count--;
    }

    /** Whether nobody runs without a slot. */
    boolean isEmpty() {
        return count == 0;
    }

    /** Whether somebody waits for a slot. */
    boolean isAwaited() {
        return !returning.isEmpty();
    }

    /** A bit for each priority of which one waits for a slot. */
    int awaited() {
        return returning.present();
    }
}
