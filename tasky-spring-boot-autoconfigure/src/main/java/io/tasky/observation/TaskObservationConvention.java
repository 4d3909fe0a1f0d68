package io.tasky.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names the observations of runs and says what they tell. A bean of this type takes the place of
 * {@link DefaultTaskObservationConvention}. Implementations are thread-safe; they are asked when an observation starts and
 * when it stops.
 */
public interface TaskObservationConvention extends ObservationConvention<TaskObservationContext> {

    @Override
    default boolean supportsContext(Observation.Context context) {
        return context instanceof TaskObservationContext;
    }
}
