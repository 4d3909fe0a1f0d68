package io.tasky.pool;

import io.tasky.task.TaskPriority;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Who wants to hear, once, of room for a priority. Not thread-safe: its pool's lock guards it. */
final class RoomListeners {

    private record Interest(TaskPriority priority, boolean slot, Runnable listener) {
        boolean isMet(SlotLedger ledger) {
            return slot
                    ? ledger.available(priority) > 0
                    : ledger.canStart(priority) || !ledger.isFull(priority);
        }
    }

    private final List<Interest> interests = new ArrayList<>();

    boolean isEmpty() {
        return interests.isEmpty();
    }

    boolean add(TaskPriority priority, boolean slot, Runnable listener) {
        return interests.add(new Interest(priority, slot, listener));
    }

    /** Takes out those to call now. */
    List<Runnable> takeMet(SlotLedger ledger) {
        List<Runnable> met = new ArrayList<>();
        for (Iterator<Interest> iterator = interests.iterator(); iterator.hasNext(); ) {
            Interest interest = iterator.next();
            if (interest.isMet(ledger)) {
                iterator.remove();
                met.add(interest.listener());
            }
        }
        return met;
    }
}
