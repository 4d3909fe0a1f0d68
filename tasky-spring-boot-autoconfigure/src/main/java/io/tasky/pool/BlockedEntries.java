package io.tasky.pool;

import io.tasky.task.TaskPriority;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Entries that found their line full and whose threads wait for room, first in first out. They are not in the pool yet. Not
 * thread-safe: its pool's lock guards it.
 */
final class BlockedEntries {

    private final WaiterLines lines = new WaiterLines();

    int size() {
        return lines.size();
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    Waiter add(PoolEntry entry) {
        return lines.add(entry);
    }

    /** A thread waits no longer; answers whether its entry was let in before. */
    boolean leave(Waiter waiter) {
        return !lines.remove(waiter) && !waiter.refused;
    }

    /** Lets in whom it may. */
    void letIn(Predicate<PoolEntry> admitted, Consumer<Waiter> served) {
        for (TaskPriority priority : SlotLedger.HIGHEST_FIRST) {
            Waiter waiter = lines.first(priority);
            while (waiter != null && admitted.test(waiter.entry)) {
                lines.remove(waiter);
                served.accept(waiter);
                waiter = lines.first(priority);
            }
        }
    }

    /** Sends all away: there will be no room. */
    void refuseAll(Consumer<Waiter> refused) {
        for (TaskPriority priority : SlotLedger.HIGHEST_FIRST) {
            for (Waiter waiter = lines.first(priority); waiter != null; waiter = lines.first(priority)) {
                lines.remove(waiter);
                waiter.refused = true;
                refused.accept(waiter);
            }
        }
    }
}
