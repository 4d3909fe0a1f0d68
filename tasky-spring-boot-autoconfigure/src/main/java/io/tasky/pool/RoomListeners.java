package io.tasky.pool;

import io.tasky.task.TaskPriority;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who wants to hear, once, of room for a priority. Not thread-safe: its pool's lock guards it. */
final class RoomListeners {

    private record Interest(TaskPriority priority, boolean slot, Runnable listener) {
        boolean isMet(SlotLedger ledger) {
            return slot ? ledger.available(priority) > 0 : ledger.canStart(priority) || !ledger.isFull(priority);
        }
    }

    private static final Logger logger = LoggerFactory.getLogger(RoomListeners.class);

    private final List<Interest> interests = new ArrayList<>();

    boolean isEmpty() {
        return interests.isEmpty();
    }

    boolean add(TaskPriority priority, boolean slot, Runnable listener) {
        return interests.add(new Interest(priority, slot, listener));
    }

    /** Takes out those to call now. */
    List<Runnable> takeMet(SlotLedger ledger) {
        if (interests.isEmpty()) {
            return List.of();
        }
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

    /** Calls listeners; one that throws costs neither the others nor the thread. To be called without the lock. */
    static void tell(List<Runnable> met) {
        for (Runnable listener : met) {
            try {
                listener.run();
            } catch (Throwable ex) {
                logger.warn("A listener of a pool failed", ex);
            }
        }
    }
}
