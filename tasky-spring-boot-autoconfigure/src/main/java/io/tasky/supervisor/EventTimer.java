package io.tasky.supervisor;

import org.jspecify.annotations.Nullable;

/** A timer that events reset: every timer of a supervisor is one. Implementations are thread-safe. */
public interface EventTimer {

    /**
     * Resets the timer, whose next run gets the event, unless a later one comes before.
     *
     * @param key the key, or null for a timer without keys
     * @param event the event
     * @throws IllegalStateException if there is a key and no timer for each, or the other way round
     */
    void reset(@Nullable Object key, Object event);
}
