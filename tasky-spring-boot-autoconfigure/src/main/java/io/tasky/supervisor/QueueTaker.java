package io.tasky.supervisor;

import org.jspecify.annotations.Nullable;

/** Takes what a worker handles next. Used by one thread at a time. */
interface QueueTaker {

    /**
     * Takes the next item, or batch.
     *
     * @param now the time, in nanoseconds of the time source
     * @return what its run is about: a delivery or a {@link QueueBatch}; null if there is nothing now
     */
    @Nullable
    Object next(long now);

    /** Whether items have come in quick succession until now. */
    boolean isBrisk();

    /** Gives back what was taken and not begun. */
    void putDown();
}
