package io.tasky.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Who waits for something of a pool without standing in line: threads for the slot that they lent or for room in a line, and
 * listeners. Not thread-safe: its pool's lock guards it.
 */
final class PoolWaits {

    private final SlotLedger ledger;

    private final LentSlots lent;

    private final BlockedEntries blocked = new BlockedEntries();

    private final RoomListeners listeners = new RoomListeners();

    /** Threads that have what they waited for. */
    private final List<Waiter> served = new ArrayList<>();

    PoolWaits(SlotLedger ledger) {
        this.ledger = ledger;
        this.lent = new LentSlots(ledger);
    }

    LentSlots lent() {
        return lent;
    }

    BlockedEntries blocked() {
        return blocked;
    }

    RoomListeners listeners() {
        return listeners;
    }

    boolean isEmpty() {
        return !lent.isAwaited() && blocked.isEmpty() && listeners.isEmpty();
    }

    /** Slots are free, perhaps. */
    void giveBackSlots() {
        if (lent.isAwaited()) {
            lent.giveBack(served::add);
        }
    }

    /** There is room, perhaps. */
    void letIn(Predicate<PoolEntry> admitted) {
        if (!blocked.isEmpty()) {
            blocked.letIn(admitted, served::add);
        }
    }

    /** What to call now, without the lock. A closed pool has no room any more, and does not call its listeners. */
    List<Runnable> takeServed(boolean closed) {
        if (closed && !blocked.isEmpty()) {
            blocked.refuseAll(served::add);
        }
        List<Runnable> met = closed ? List.of() : listeners.takeMet(ledger);
        if (served.isEmpty()) {
            return met;
        }
        List<Runnable> calls = new ArrayList<>();
        served.forEach(waiter -> calls.add(waiter.served::give));
        served.clear();
        calls.addAll(met);
        return calls;
    }
}
