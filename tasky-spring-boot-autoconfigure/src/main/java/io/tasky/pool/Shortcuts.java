package io.tasky.pool;

import io.tasky.task.TaskPriority;
import org.jspecify.annotations.Nullable;

/**
 * Says what threads may do without a pool's lock: hand their slots on, and leave entries in the inbox. Not thread-safe: its
 * pool's lock guards it.
 */
final class Shortcuts {

    private static final TaskPriority[] PRIORITIES = TaskPriority.values();

    private static final int NO_INBOX = -1;

    private final SlotLedger ledger;

    private final PriorityLines lines;

    private final Aging aging;

    private final PoolWaits waits;

    private final Handover handover;

    Shortcuts(SlotLedger ledger, PriorityLines lines, Aging aging, PoolWaits waits, Handover handover) {
        this.ledger = ledger;
        this.lines = lines;
        this.aging = aging;
        this.waits = waits;
        this.handover = handover;
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
        if (priority != null && waits.isEmpty() && !(aging.isOn() && mayRise(priority))) {
            handover.open(priority, lines.of(priority), ledger.waiting(priority));
        }
    }

    /** The highest priority that has an entry, if each slot that comes free goes to one that waits there. */
    private @Nullable TaskPriority handOverOf() {
        TaskPriority highest = lines.highest();
        return highest != null && ledger.handsOn(highest) ? highest : null;
    }

    /** Whether entries wait that could go before those of the highest priority as time goes by. */
    private boolean mayRise(TaskPriority highest) {
        return lines.present() != 1 << highest.ordinal();
    }

    /** A bit for each priority whose entries must not go by the inbox. */
    int direct(boolean threadWaking) {
        if (aging.isOn()) {
            // The moment at which they come counts.
            return NO_INBOX;
        }
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
}
