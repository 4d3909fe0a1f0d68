package io.tasky.task;

import org.jspecify.annotations.Nullable;

/**
 * What the body of a timer gets where there is something to give. Immutable; key and event are the application's.
 *
 * @param key the key whose timer fired, or null for a timer without keys
 * @param event the latest event that reset it, or null if no event did since it fired before
 */
public record TimerFiring(@Nullable Object key, @Nullable Object event) {

    /** A firing without a key that no event has brought about. */
    static final TimerFiring PLAIN = new TimerFiring(null, null);

    /** Shows nothing: keys and events are user data. */
    @Override
    public String toString() {
        return "firing of a timer";
    }
}
