package io.tasky.supervisor;

import io.tasky.spi.QueueStore.Delivery;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Makes room in a full queue: the item that waited longest goes. Thread-safe. */
final class OldestItem {

    private final DefaultTaskQueue queue;

    OldestItem(DefaultTaskQueue queue) {
        this.queue = queue;
    }

    /** Puts an item in place of the oldest one. */
    void giveWayTo(Object item, BooleanSupplier attempt) {
        boolean stored = false;
        while (!stored) {
            Delivery<Object> oldest = queue.items().take();
            stored = put(attempt, oldest);
            if (oldest != null) {
                queue.tally().dropOldest(oldest);
            } else if (!stored) {
                // All that wait are held back behind others of their keys.
                queue.tally().dropped(item);
                return;
            }
        }
    }

    /** Whoever is refused has cost no other item its place. */
    private boolean put(BooleanSupplier attempt, @Nullable Delivery<Object> oldest) {
        try {
            return attempt.getAsBoolean();
        } catch (Throwable ex) {
            if (oldest != null) {
                oldest.giveBack();
                queue.items().cameBack(1);
                queue.itemsCameBack();
            }
            throw ex;
        }
    }
}
