package io.tasky.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.tasky.spi.RunContextCarrier.Attempt;
import org.jspecify.annotations.Nullable;

/**
 * An item, and the observation that was current where it was put. Immutable.
 *
 * @param item the item
 * @param producer the observation
 */
record ObservedItem(Object item, Observation producer) {

    /** What a store is to keep: the item itself, unless something is current. */
    static Object of(Object item, ObservationRegistry registry) {
        Observation producer = registry.getCurrentObservation();
        return producer == null ? item : new ObservedItem(item, producer);
    }

    static Object itemOf(Object kept) {
        return kept instanceof ObservedItem observed ? observed.item() : kept;
    }

    /** What goes around an attempt for it. */
    @Nullable
    Object call(Attempt attempt) throws Throwable {
        Observation.Scope scope = producer.openScope();
        try {
            return attempt.call();
        } finally {
            scope.close();
        }
    }
}
