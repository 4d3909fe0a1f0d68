package io.tasky.supervisor;

import io.tasky.spi.QueueStore.Delivery;
import io.tasky.spi.RunContextCarrier.Captured;
import org.jspecify.annotations.Nullable;

/** Adds what a store has kept of an item's producer to what goes around each attempt anyway. Without state, so thread-safe. */
final class DeliveredContext {

    private DeliveredContext() {}

    /** Runs of batches have many producers, and so the context of none. */
    static @Nullable Captured around(@Nullable Object payload, @Nullable Captured own) {
        Captured brought = payload instanceof Delivery<?> delivery ? delivery.context() : null;
        if (brought == null || own == null) {
            return brought == null ? own : brought;
        }
        return attempt -> brought.call(() -> own.call(attempt));
    }
}
