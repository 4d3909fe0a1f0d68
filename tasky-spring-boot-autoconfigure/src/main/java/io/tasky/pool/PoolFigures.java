package io.tasky.pool;

import io.tasky.task.TaskPriority;
import java.util.EnumMap;
import java.util.Map;

/** What a pool tells of itself, and how many entries it has refused. Not thread-safe: its pool's lock guards it. */
final class PoolFigures {

    private final SlotLedger ledger;

    private long rejected;

    PoolFigures(SlotLedger ledger) {
        this.ledger = ledger;
    }

    void rejected() {
        rejected++;
    }

    /** An entry was refused; answers what to throw. */
    PoolFullException reject(TaskPriority priority) {
        rejected();
        int depth = priority.usesSlots() ? ledger.waiting(priority) : ledger.critical();
        return new PoolFullException(ledger.config(), priority, depth);
    }

    PoolSnapshot snapshot(int blocked, int threads) {
        Map<TaskPriority, Integer> counts = new EnumMap<>(TaskPriority.class);
        for (TaskPriority priority : TaskPriority.values()) {
            if (priority.usesSlots()) {
                counts.put(priority, ledger.waiting(priority));
            }
        }
        return new PoolSnapshot(ledger.config(), ledger.taken(), ledger.critical(), counts, blocked, threads, rejected);
    }
}
